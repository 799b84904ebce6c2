import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../../core/errors.ts';
import { canonicalName } from '../../../lib/image-reference/index.ts';
import { command } from '../../exec/command.ts';
import type { Engine } from '../engine.ts';
import { once } from '../once.ts';
import { type Progress, timed } from '../progress.ts';
import { type ImageSource, type SourceProblem, VERSION_LABEL } from '../resolved.ts';

const manifest = z.array(z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish() }));

interface ArchiveOptions {
  readonly engine: Engine;
  /** Directory of `docker save` archives, gzipped or not; undefined: the source is empty. */
  readonly folder: string | undefined;
  log(line: string): void;
  progress(update: Progress): void;
}

/** Images from archives next to the config, for machines without access to a registry. */
export function archiveSource({ engine, folder, log, progress }: ArchiveOptions): ImageSource {
  const memory = once();
  const problems: SourceProblem[] = [];
  return {
    name: 'archive',
    problems: () => problems,
    async find(ref, signal) {
      const index = await memory('index', () => readIndex(folder, log, (problem) => problems.push(problem)));
      const file = index.get(canonicalName(ref));
      if (!file) return undefined;
      // An archive usually contains several images; don't load it twice.
      const subject = `loading ${basename(file)}`;
      await memory(file, () => timed(subject, undefined, progress, () => engine.load(file, signal)));
      const image = await engine.inspect(ref);
      if (!image) return undefined;
      const version = image.labels[VERSION_LABEL];
      const known = version ? { version } : {};
      return async () => ({
        ref,
        tag: ref,
        id: image.id,
        source: 'archive',
        double: false,
        digest: image.id,
        ...known,
      });
    },
  };
}

/** @returns full image name → archive that contains it. The last file by name wins. */
async function readIndex(
  folder: string | undefined,
  log: (line: string) => void,
  onProblem: (problem: SourceProblem) => void,
): Promise<Map<string, string>> {
  if (!folder) return new Map();
  const names = await readdir(folder).catch((error: unknown): string[] => {
    const problem = unreadable(folder, error);
    log(problem.what);
    onProblem(problem);
    return [];
  });
  const tars = names.filter((name) => /\.(tar|tar\.gz|tgz)$/.test(name)).sort();
  const found = await Promise.all(tars.map((name) => imagesIn(join(folder, name), log)));
  return new Map(found.flat());
}

function unreadable(folder: string, error: unknown): SourceProblem {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const what = missing ? 'does not exist' : `can't be read (${messageOf(error)})`;
  return {
    what: `images.archives: the directory ${folder} ${what}`,
    hint: `ls -ld ${folder}   then correct images.archives in the config, or put the docker save archives there`,
  };
}

async function imagesIn(file: string, log: (line: string) => void): Promise<[string, string][]> {
  const { exitCode, stdout } = await command('tar', ['-xOf', file, 'manifest.json'], { allowFailure: true });
  const images = exitCode === 0 ? manifest.safeParse(parseJson(stdout)) : undefined;
  if (!images?.success) {
    log(`image archives: ${file} is not a docker save archive (no manifest.json)`);
    return [];
  }
  return images.data.flatMap((image) =>
    (image.RepoTags ?? []).map((name): [string, string] => [canonicalName(name), file]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
