import { z } from 'zod';
import { parseJson } from '../../../../../core/parse-json.ts';
import { canonicalName } from '../../../../../lib/image-reference/index.ts';
import { execIn } from '../../../../engine/index.ts';

/** A `docker save` archive in the node image, and the names of its images as containerd keeps them. */
export interface OwnArchive {
  readonly path: string;
  readonly names: readonly string[];
}

const manifest = z.array(z.object({ RepoTags: z.array(z.string()).nullish() }));

/** @returns the archives with the control plane's images that a node image may carry and imports when it starts for the first time. */
export async function ownArchives(container: string): Promise<OwnArchive[]> {
  const { stdout } = await execIn(container, ['find', '/kind/images', '-name', '*.tar'], { allowFailure: true });
  const paths = stdout.split('\n').filter((line) => line !== '');
  return Promise.all(paths.map(async (path) => ({ path, names: await namesOf(container, path) })));
}

async function namesOf(container: string, path: string): Promise<string[]> {
  const { stdout } = await execIn(container, ['tar', '--extract', '--to-stdout', '--file', path, 'manifest.json']);
  return manifest.parse(parseJson(stdout)).flatMap(({ RepoTags }) => (RepoTags ?? []).map(canonicalName));
}
