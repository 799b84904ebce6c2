import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import type { ManifestObject } from '../../lib/kube-objects/index.ts';
import { shown } from '../../lib/text/index.ts';

/** What a folder may hold instead of manifests, and what turns it into manifests. */
export type Renderer = 'kustomize' | 'helm';

export interface RenderOptions {
  /** Namespace that the set is deployed to: a chart asks for it, and a chart's objects without one are put there. */
  readonly namespace?: string;
  /** Files with values for a chart, besides its own; a later one wins. */
  readonly values?: readonly string[];
  /** Single values for a chart, `api.replicas=2`, which win over those of files. */
  readonly set?: readonly string[];
  readonly signal?: AbortSignal;
  /** `PATH` is read from here; the process's own environment unless told. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What a program made of a folder. */
export interface Rendered {
  /** All documents. */
  readonly text: string;
  /** As a person types it. */
  readonly command: string;
  /** Puts an object where it was written, as far as that can be told. */
  readonly traced: (object: ManifestObject) => ManifestObject;
}

/** Names that kustomize itself looks for, and Helm's. */
const MARKS: readonly (readonly [string, Renderer])[] = [
  ['kustomization.yaml', 'kustomize'],
  ['kustomization.yml', 'kustomize'],
  ['Kustomization', 'kustomize'],
  ['Chart.yaml', 'helm'],
];

/** @returns the files of a folder that mark it as a kustomization or a chart. */
export const marksIn = (folder: string): { readonly name: string; readonly renderer: Renderer }[] =>
  MARKS.filter(([name]) => existsSync(join(folder, name))).map(([name, renderer]) => ({ name, renderer }));

/**
 * @returns what renders the folder; undefined where its files are manifests themselves.
 * @throws UsageError `MANIFESTS_AMBIGUOUS` where it is both a kustomization and a chart.
 */
export function rendererOf(root: string): Renderer | undefined {
  const found = marksIn(root);
  const renderers = new Set(found.map(({ renderer }) => renderer));
  if (renderers.size < 2) return found[0]?.renderer;
  throw new UsageError({
    code: 'MANIFESTS_AMBIGUOUS',
    message: `${shown(root)} is both a kustomization and a Helm chart`,
    details: found.map(({ name }) => shown(join(root, name))),
    hint: 'render it as you deploy it into a folder of its own, and set manifests.path to that folder',
  });
}
