import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { HarnessError } from '../../core/errors.ts';
import { type ManifestObject, nameOf, parseManifest } from '../../lib/kube-objects/index.ts';
import { shown } from '../../lib/text/index.ts';
import { installed, missing, type RenderTool, render, typed } from './command.ts';
import type { Rendered, RenderOptions } from './renderer.ts';
import { Tracer } from './trace.ts';

const INSTALL = 'kustomize: https://kubectl.docs.kubernetes.io/installation/kustomize';

/** Renders a kustomization with `kustomize build` or, where that is not installed, `kubectl kustomize`. */
export async function renderKustomize(root: string, options: RenderOptions): Promise<Rendered> {
  const tools = toolsFor(shown(root));
  const tool = await installed(tools, options);
  if (!tool) throw missing(root, 'a kustomization', tools, INSTALL);
  const [text, origins] = await Promise.all([render(root, tool, options), originsOf(root, options)]);
  const tracer = new Tracer(text);
  return {
    text,
    command: typed(tool),
    traced: (entry) => {
      const origin = origins.get(nameOf(entry.object));
      return origin === undefined ? entry : tracer.traced(entry, origin);
    },
  };
}

const toolsFor = (folder: string): RenderTool[] => [
  { program: 'kustomize', args: ['build', folder] },
  { program: 'kubectl', args: ['kustomize', folder] },
];

/**
 * Has the kustomization rendered once more, from within another one that asks for each object's origin.
 * @returns object → the file that it was in; nothing where the program is too old for the question.
 */
async function originsOf(root: string, options: RenderOptions): Promise<ReadonlyMap<string, string>> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'dify-e2e-origins-')));
  try {
    const base = relative(folder, await realpath(root));
    const asking = { resources: [base], buildMetadata: ['originAnnotations'] };
    await writeFile(join(folder, 'kustomization.yaml'), JSON.stringify(asking));
    const tool = await installed(toolsFor(folder), options);
    const text = tool ? await render(folder, tool, options) : '';
    const found = parseManifest(folder, text).objects.flatMap(({ object }) => {
      const origin = originOf(object.metadata.annotations);
      return origin === undefined ? [] : [[nameOf(object), shown(resolve(folder, origin))] as const];
    });
    return new Map(found);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof HarnessError) return new Map();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A resource has a `path`; a generated ConfigMap says which kustomization generates it. */
function originOf(annotations: ManifestObject['object']['metadata']['annotations']): string | undefined {
  const text = annotations?.['config.kubernetes.io/origin'] ?? '';
  return /^(?:path|configuredIn): (.+)$/m.exec(text)?.[1];
}
