import { absolute, mountOf, outlivesPod } from '../../facts/dify/file-storage.ts';
import { directoryOf, mountsOf } from '../../facts/dify/mounts.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isAbsent, nameIn, plainText } from '../../facts/dify/settings.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const pluginStorageLost: Rule = {
  id: 'plugin-storage-lost',
  claims: ['STO-2'],
  severity: 'mandatory',
  title: 'Installed plugins are on a volume that outlives the pod of the plugin daemon',
  rationale:
    'The database remembers which plugins are installed, and their packages are in a directory of the container. After a restart the daemon finds none: "plugin not found", and every model and tool is gone until somebody installs it again.',
  remediation:
    'Mount a PersistentVolumeClaim at PLUGIN_STORAGE_LOCAL_ROOT, or use an object store (PLUGIN_STORAGE_TYPE).',
  source:
    'dify-plugin-daemon internal/types/app/default.go: PLUGIN_STORAGE_TYPE local, PLUGIN_STORAGE_LOCAL_ROOT "storage" below /app; langgenius/dify-plugin-daemon #424',
  needs: 'plugin-daemon',
  *find(input) {
    for (const { environment, program } of programsOf(input)) {
      if (program !== 'plugin-daemon' || !isLocal(input, environment)) continue;
      const outcome = lost(input, environment);
      if (outcome) yield outcome;
    }
  },
};

function isLocal(input: LintInput, environment: ContainerEnvironment): boolean {
  if (isAbsent(input, environment, 'PLUGIN_STORAGE_TYPE')) return true;
  return /^local(_file)?$/.test(plainText(environment, 'PLUGIN_STORAGE_TYPE') ?? '');
}

function lost(input: LintInput, environment: ContainerEnvironment): Outcome | undefined {
  const written = plainText(environment, 'PLUGIN_STORAGE_LOCAL_ROOT');
  const isDefault = isAbsent(input, environment, 'PLUGIN_STORAGE_LOCAL_ROOT');
  const root = absolute(written ?? (isDefault ? 'storage' : undefined), '/app');
  const mount = root && mountOf(environment, root);
  if (!root || (mount && outlivesPod(mount))) return undefined;
  const { entry } = environment.workload;
  const beside = mountsOf(environment).find((one) => outlivesPod(one) && directoryOf(one) !== '/');
  const at = mount ?? beside;
  return findingAt(placeIn(entry, at ? at.path : [...environment.placed.path, 'volumeMounts']), {
    message: `${nameIn(environment)} keeps plugins in ${root}, where no lasting volume is mounted`,
    cause: mount
      ? `the volume "${mount.mount.name}" ends with the pod`
      : beside
        ? `the volume "${beside.mount.name}" is mounted at ${directoryOf(beside)}, beside PLUGIN_STORAGE_LOCAL_ROOT`
        : 'everything in the container is lost when the pod is replaced',
    remedy: `mount a PersistentVolumeClaim at ${root}`,
  });
}
