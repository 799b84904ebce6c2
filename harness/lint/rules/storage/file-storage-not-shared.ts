import { fileDirectory, identityOf, mountOf, outlivesPod } from '../../facts/dify/file-storage.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Place, placeIn, type Rule } from '../../rule.ts';

interface Kept {
  readonly name: string;
  readonly volume: string;
  readonly at: Place;
}

export const fileStorageNotShared: Rule = {
  id: 'file-storage-not-shared',
  claims: ['STO-1'],
  severity: 'mandatory',
  title: 'API and worker that keep files in a directory mount the same volume there',
  rationale:
    'The API stores an upload, and the worker reads it to index it. From another volume it gets "File not found": every document ends in status "error".',
  remediation: 'Mount the same ReadWriteMany PersistentVolumeClaim in API and worker, with the same subPath.',
  source:
    'Dify docker/docker-compose.yaml: api, worker and worker_beat mount the same directory; api/extensions/storage',
  *find(input) {
    const [first, ...others] = kept(input);
    const other = others.find(({ volume }) => volume !== first?.volume);
    if (!first || !other) return;
    yield findingAt(other.at, {
      message: `${other.name} keeps files on ${other.volume}, but ${first.name} on ${first.volume}`,
      cause: 'each workload got a claim of its own',
      remedy: `mount ${first.volume} here, too, and make it ReadWriteMany`,
      related: [{ at: first.at, message: `the volume of ${first.name}` }],
    });
  },
};

function kept(input: LintInput): Kept[] {
  return programsOf(input).flatMap(({ environment, program }) => {
    const directory = program === 'api' || program === 'worker' ? fileDirectory(input, environment) : undefined;
    const mount = directory ? mountOf(environment, directory) : undefined;
    if (!mount || !outlivesPod(mount)) return [];
    const { entry } = environment.workload;
    const own = `a volume of ${nameIn(environment)} itself`;
    const volume = [identityOf(mount.volume) ?? own, mount.mount.subPath].filter(Boolean).join(', subPath ');
    return [{ name: nameIn(environment), volume, at: placeIn(entry, mount.path) }];
  });
}
