import { createHash } from 'node:crypto';
import { UsageError } from '../core/errors.ts';
import { parseManifest } from '../lib/kube-objects/parse.ts';
import type { ManifestObject, ManifestSet } from '../lib/kube-objects/types.ts';
import { shown } from '../lib/text/paths.ts';
import { SIZE_LIMIT } from '../lib/yaml-source/index.ts';
import { empty, unreadable } from './load-errors.ts';
import { renderHelm } from './render-helm.ts';
import { renderKustomize } from './render-kustomize.ts';
import type { Renderer, RenderOptions } from './renderer.ts';

/** What a program made of a folder. */
export interface Rendered {
  /** All documents. */
  readonly text: string;
  /** As a person types it. */
  readonly command: string;
  /** Puts an object where it was written, as far as that can be told. */
  readonly traced: (object: ManifestObject) => ManifestObject;
}

/**
 * Renders a kustomization or a chart with the program that is installed, without a network and without a cluster.
 * @throws UsageError `RENDERER_MISSING`, `RENDER_FAILED` with the program's own words, `MANIFESTS_UNREADABLE` or
 *   `MANIFESTS_EMPTY`.
 */
export async function renderManifests(renderer: Renderer, root: string, options: RenderOptions): Promise<ManifestSet> {
  const rendered = await (renderer === 'helm' ? renderHelm(root, options) : renderKustomize(root, options));
  if (rendered.text.length > SIZE_LIMIT) throw tooLarge(root, rendered);
  const look = `look at what it renders to: ${rendered.command}`;
  const place = `${shown(root)} (rendered)`;
  const { objects, problems } = parseManifest(place, rendered.text);
  if (problems.length > 0) {
    const lines = problems.map(({ position, message }) => `${place}:${position.line}: ${message}`);
    throw unreadable(root, lines, look);
  }
  if (objects.length === 0) throw empty(root, 'everything in it is switched off', look);
  const digest = createHash('sha256').update(`${renderer}\0${rendered.text}\0`).digest('hex');
  return { root, objects: objects.map(rendered.traced), digest };
}

function tooLarge(root: string, { command }: Rendered): UsageError {
  return new UsageError({
    code: 'MANIFESTS_TOO_LARGE',
    message: `${shown(root)} renders to more than ${SIZE_LIMIT / 1024 / 1024} MiB`,
    hint: `look at what it renders to: ${command} | less`,
  });
}
