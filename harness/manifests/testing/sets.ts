import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ManifestSet } from '../../lib/kube-objects/index.ts';
import { loadManifests } from '../load.ts';

/** For tests: writes the files into a fresh folder. @returns the folder. */
export async function writeManifests(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'manifests-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** For tests: a set of one file, `all.yaml`. */
export async function setOf(...documents: string[]): Promise<ManifestSet> {
  return loadManifests(await writeManifests({ 'all.yaml': documents.join('---\n') }));
}

/** For tests: a minimal object; `rest` is YAML at the top level. */
export function yaml(apiVersion: string, kind: string, name: string, rest = ''): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: dify\n${rest}`;
}

/** For tests: a Deployment whose pods bear `app: NAME`; `container` and `pod` are YAML, indented to their place. */
export function deployment(name: string, { container = '', pod = '' } = {}): string {
  const spec = [
    'spec:',
    '  selector:',
    `    matchLabels: { app: ${name} }`,
    '  template:',
    `    metadata: { labels: { app: ${name} } }`,
    '    spec:',
    '      containers:',
    '        - name: main',
    '          image: example:1',
    '          ports: [{ name: http, containerPort: 80 }]',
  ];
  return yaml('apps/v1', 'Deployment', name, `${spec.join('\n')}\n${container}${pod}`);
}
