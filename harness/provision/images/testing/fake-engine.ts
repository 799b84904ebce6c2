import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../../core/errors.ts';
import type { Engine, EngineImage } from '../engine.ts';

/** @returns a new directory with these files: path → text. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'images-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** Calls of a fake engine, in order: `build dify-e2e/x:…`, `pull postgres:15`. */
export interface FakeEngine extends Engine {
  readonly calls: string[];
  readonly images: Map<string, EngineImage>;
}

/** An in-memory engine: what is built, pulled or loaded exists afterwards. */
export function fakeEngine(behaviour: Partial<Engine> = {}): FakeEngine {
  const calls: string[] = [];
  const images = new Map<string, EngineImage>();
  const add = (name: string, repoDigests: readonly string[] = []): void => {
    images.set(name, { id: `sha256:${name}`, repoDigests, labels: {} });
  };
  return {
    calls,
    images,
    architecture: async () => 'amd64',
    hasMirrors: async () => false,
    inspect: async (name) => images.get(name),
    offers: async () => false,
    pull: async (name, _signal, onLine) => {
      calls.push(`pull ${name}`);
      onLine('15: Pulling from library/postgres');
      add(name, [`${name}@sha256:0123`]);
    },
    load: async (file) => void calls.push(`load ${file}`),
    build: async ({ tag }) => {
      calls.push(`build ${tag}`);
      add(tag);
    },
    produce: async ({ argv }) => void calls.push(`produce ${argv.join(' ')}`),
    save: async (names) => void calls.push(`save ${names.join(' ')}`),
    labelled: async () => [...images.keys()],
    remove: async (name) => void images.delete(name),
    tag: async (name, other) => {
      calls.push(`tag ${name} ${other}`);
      const image = images.get(name);
      if (image) images.set(other, image);
    },
    push: async (name) => void calls.push(`push ${name}`),
    ...behaviour,
  };
}

/** @returns the error of a failed docker command, with the engine's own last line. */
export function dockerError(line: string): HarnessError {
  return new HarnessError({ code: 'COMMAND_FAILED', message: 'docker failed', details: ['$ docker pull', line] });
}
