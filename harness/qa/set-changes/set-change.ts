import type { Scope } from '../../core/model/run.ts';
import type { TextEdit } from '../../core/text-edit.ts';

/** An edit of `manifests/…`, `compose/…` or `config.yaml`, whatever the folders of the config are called. */
export interface SetEdit extends TextEdit {
  /** Only where the config has this scope: a release has no doubles, for example. */
  readonly only?: Scope;
}

/** A change of a manifest set, its Compose deployment and its config, made in a copy before anything runs. */
export interface SetChange {
  readonly id: string;
  /** What it is, for whoever reads the result. */
  readonly title: string;
  readonly edits: readonly SetEdit[];
}

/** @returns what a report says of a changed set. */
export const titleOf = ({ id, title }: SetChange): string => `${id} (${title})`;

export const inManifests = (file: string, replace: string, by: string): SetEdit => ({
  ...{ file: `manifests/${file}`, replace, by },
});
