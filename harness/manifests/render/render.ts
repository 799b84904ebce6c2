import { createHash } from 'node:crypto';
import { UsageError } from '../../core/errors.ts';
import { type ManifestSet, parseManifest } from '../../lib/kube-objects/index.ts';
import { shown } from '../../lib/text/index.ts';
import { SIZE_LIMIT } from '../../lib/yaml-source/index.ts';
import { empty, unreadable } from '../load-errors.ts';
import { renderHelm } from './helm.ts';
import { renderKustomize } from './kustomize.ts';
import type { Rendered, Renderer, RenderOptions } from './renderer.ts';
import { unmatchedImages } from './unmatched-images.ts';

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
  if (objects.length === 0) throw empty(root, 'everything in it is disabled', look);
  const digest = createHash('sha256').update(`${renderer}\0${rendered.text}\0`).digest('hex');
  const beside = renderer === 'kustomize' ? unmatchedImages(root, { objects }) : [];
  return { root, objects: objects.map(rendered.traced), ...(beside.length > 0 ? { beside } : {}), digest };
}

function tooLarge(root: string, { command }: Rendered): UsageError {
  return new UsageError({
    code: 'MANIFESTS_TOO_LARGE',
    message: `${shown(root)} renders to more than ${SIZE_LIMIT / 1024 / 1024} MiB`,
    hint: `look at what it renders to: ${command} | less`,
  });
}
