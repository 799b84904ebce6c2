import type { Scope } from '../../core/model/run.ts';
import type { TextEdit } from '../../core/text-edit.ts';

/** An edit of `manifests/…`, `compose/…` or `config.yaml`, regardless of the actual directory names. */
export interface SetEdit extends TextEdit {
  /** Only for configs with this scope; a release has no doubles, for example. */
  readonly only?: Scope;
}

/** A change of a manifest set, its Compose deployment and its config, made in a copy before anything runs. */
export interface SetChange {
  readonly id: string;
  /** Description for the result. */
  readonly title: string;
  readonly edits: readonly SetEdit[];
}

/** @returns what a report says about a changed set. */
export const titleOf = ({ id, title }: SetChange): string => `${id} (${title})`;

export const inManifests = (file: string, replace: string, by: string): SetEdit => ({
  ...{ file: `manifests/${file}`, replace, by },
});
