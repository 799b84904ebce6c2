import { fileDirectory, mountOf, outlivesPod } from '../../facts/dify/file-storage.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const fileStorageUnmounted: Rule = {
  id: 'file-storage-unmounted',
  claims: ['STO-1'],
  severity: 'mandatory',
  title: 'If Dify keeps files in a directory, a volume that outlives the pods is mounted there',
  rationale:
    'Uploads, and the private keys of all workspaces, are then in the container. A restart loses them: documents can no longer be opened, and saved model credentials can no longer be decrypted. The worker never sees what the API stores.',
  remediation:
    'Mount one ReadWriteMany PersistentVolumeClaim at /app/api/storage in API and worker, or use an object store (STORAGE_TYPE: s3).',
  source:
    'Dify api/configs/middleware: STORAGE_TYPE opendal by default; api/extensions/storage/opendal_storage.py: OPENDAL_FS_ROOT, "storage"; docker-compose.yaml: volumes of api and worker',
  *find(input) {
    const lost = programsOf(input)
      .filter(({ program }) => program === 'api' || program === 'worker')
      .flatMap(({ environment }) => unmounted(input, environment));
    const [first, ...others] = lost;
    if (!first) return;
    const names = lost.map(({ environment }) => nameIn(environment));
    yield findingAt(first.at, {
      message: `${names.join(' and ')} keep${lost.length === 1 ? 's' : ''} files in ${first.directory}, where no lasting volume is mounted`,
      cause: first.why,
      remedy: `mount the same ReadWriteMany PersistentVolumeClaim at ${first.directory} in API and worker, or set STORAGE_TYPE to s3 with its settings`,
      related: others.map(({ at, environment }) => ({ at, message: `${nameIn(environment)} keeps its own copy, too` })),
    });
  },
};

function unmounted(input: LintInput, environment: ContainerEnvironment) {
  const directory = fileDirectory(input, environment);
  const mount = directory ? mountOf(environment, directory) : undefined;
  if (!directory || (mount && outlivesPod(mount))) return [];
  const type = environment.variables.get('STORAGE_TYPE');
  const { entry } = environment.workload;
  const kind = Object.keys(mount?.volume ?? {}).find((key) => key !== 'name');
  return [
    {
      ...{ environment, directory },
      at: mount
        ? placeIn(entry, mount.path)
        : (type?.definedAt ?? placeIn(entry, [...environment.placed.path, 'volumeMounts'])),
      why: mount
        ? `the volume "${mount.mount.name}" is ${kind === 'emptyDir' ? 'an emptyDir' : `a ${kind}`}, which ends with the pod`
        : type?.value
          ? `STORAGE_TYPE is ${type.value}: Compose mounts ./volumes/app/storage there`
          : 'STORAGE_TYPE is not set, and the default of Dify is a directory',
    },
  ];
}
