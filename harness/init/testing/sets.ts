import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifests, type ManifestSet } from '../../manifests/index.ts';

interface Container {
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
}

/** @returns a set of Deployments with one container each. */
export async function setOf(containers: Readonly<Record<string, Container>>): Promise<ManifestSet> {
  const text = Object.entries(containers)
    .map(([name, { image, env }]) => JSON.stringify(deployment(name, image, env)))
    .join('\n---\n');
  const folder = temporary();
  writeFileSync(join(folder, 'set.yaml'), text);
  return loadManifests(folder);
}

const deployment = (name: string, image: string, env: Container['env']) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [{ name, image, env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }],
      },
    },
  },
});

export const temporary = (): string => mkdtempSync(join(tmpdir(), 'init-'));
