import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HarnessError, messageOf } from '../../../core/errors.ts';
import { parseJson } from '../../../core/parse-json.ts';
import { canonicalName } from '../../../lib/image-reference/index.ts';
import { command } from '../../exec/command.ts';
import { once } from '../once.ts';
import { type ImageSource, type SourceProblem, VERSION_LABEL } from '../resolved.ts';

const manifest = z.array(z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish() }));
const imageConfig = z.object({
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

interface ArchiveOptions {
  /** Folder of tars as `docker save` writes them, gzipped or not; undefined: the source has nothing. */
  readonly folder: string | undefined;
  log(line: string): void;
}

/** An image in an archive. */
interface Archived {
  readonly file: string;
  /** Name of the image's configuration in the archive; it has the image's id in it. */
  readonly config: string;
}

/** Images from tars beside the config: for machines that a registry never reaches. They stay where they are until somebody needs them. */
export function archiveSource({ folder, log }: ArchiveOptions): ImageSource {
  const memory = once();
  const problems: SourceProblem[] = [];
  return {
    name: 'archive',
    problems: () => problems,
    async find(ref) {
      const index = await memory('index', () => readIndex(folder, log, (problem) => problems.push(problem)));
      const archived = index.get(canonicalName(ref));
      if (!archived) return undefined;
      const id = idOf(archived.config);
      return async () => {
        const version = await versionOf(archived);
        const known = version ? { version } : {};
        return { ref, tag: ref, id, source: 'archive', archive: archived.file, double: false, digest: id, ...known };
      };
    },
  };
}

/** @returns every image in the archives of a folder, under its full name. @throws HarnessError `IMAGE_ARCHIVE_MISSING` where there is none. */
export async function imagesInArchives(
  folder: string,
): Promise<{ ref: string; tag: string; id: string; archive: string }[]> {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const images = [...(await readIndex(folder, log, () => undefined))].map(([ref, { file, config }]) => ({
    ...{ ref, tag: ref, id: idOf(config), archive: file },
  }));
  if (images.length > 0) return images;
  throw new HarnessError({
    code: 'IMAGE_ARCHIVE_MISSING',
    message: `${folder} contains no image archives`,
    details: lines,
  });
}

/** `0123….json`, or `blobs/sha256/0123…` since engine 25. */
const idOf = (config: string): string => `sha256:${config.replace(/^.*\//, '').replace(/\.json$/, '')}`;

async function versionOf({ file, config }: Archived): Promise<string | undefined> {
  const { exitCode, stdout } = await command('tar', ['-xOf', file, config], { allowFailure: true });
  const parsed = exitCode === 0 ? imageConfig.safeParse(parseJson(stdout)) : undefined;
  return parsed?.data?.config?.Labels?.[VERSION_LABEL];
}

/** @returns full image name → where it is. The last file by name wins. */
async function readIndex(
  folder: string | undefined,
  log: (line: string) => void,
  onProblem: (problem: SourceProblem) => void,
): Promise<Map<string, Archived>> {
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

async function imagesIn(file: string, log: (line: string) => void): Promise<[string, Archived][]> {
  const { exitCode, stdout } = await command('tar', ['-xOf', file, 'manifest.json'], { allowFailure: true });
  const images = exitCode === 0 ? manifest.safeParse(parseJson(stdout)) : undefined;
  if (!images?.success) {
    log(`image archives: ${file} is not a docker save archive (no manifest.json)`);
    return [];
  }
  return images.data.flatMap((image) =>
    (image.RepoTags ?? []).map((name): [string, Archived] => [canonicalName(name), { file, config: image.Config }]),
  );
}
