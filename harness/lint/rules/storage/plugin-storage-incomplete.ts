import { closestTo } from '../../../lib/text/index.ts';
import { PLUGIN_STORES, pluginStore } from '../../facts/dify/plugin-storage.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isAbsent, nameIn, textOf } from '../../facts/dify/settings.ts';
import { type ContainerEnvironment, isSymbolic, type Variable } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const pluginStorageIncomplete: Rule = {
  id: 'plugin-storage-incomplete',
  claims: ['STO-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'The plugin daemon has all settings of its storage',
  rationale:
    'It opens the storage when it starts and panics if a setting is missing ("failed to create storage"): CrashLoopBackOff, and no plugin, model or tool works.',
  remediation:
    'Set the variables of the storage that PLUGIN_STORAGE_TYPE names, in the environment of the plugin daemon.',
  source:
    'dify-cloud-kit oss/oss.go and oss/factory/factory.go (v0.1.1 to v0.1.4); dify-plugin-daemon internal/server/server.go: initOSS; langgenius/dify #18183, dify-plugin-daemon #343',
  needs: 'plugin-daemon',
  *find(input) {
    for (const { environment, program } of programsOf(input)) {
      const type = environment.variables.get('PLUGIN_STORAGE_TYPE');
      if (program !== 'plugin-daemon' || !type?.value || isSymbolic(type.value)) continue;
      const store = pluginStore(type.value);
      if (!store) yield unknownType(type);
      const missing = store ? missingIn(input, environment, store.required, type.value) : [];
      if (missing.length === 0) continue;
      yield findingAt(type.definedAt, {
        message: `${nameIn(environment)} stores plugins in ${type.value}, but does not set ${missing.join(', ')}`,
        cause:
          hintOf(environment) ??
          'the settings of Dify itself (S3_ACCESS_KEY, S3_BUCKET_NAME …) are not read by the daemon',
        remedy: `set ${missing.map((name) => (name === 'S3_USE_AWS' ? 'S3_USE_AWS to "false"' : name)).join(', ')} for the plugin daemon`,
      });
    }
  },
};

function unknownType({ value = '', definedAt }: Variable): Outcome {
  const known = PLUGIN_STORES.map(({ types }) => types[0] ?? '');
  const close = closestTo(value.toLowerCase(), known);
  return findingAt(definedAt, {
    message: `PLUGIN_STORAGE_TYPE is "${value}", which the plugin daemon does not know`,
    cause: `it knows ${known.join(', ')}`,
    remedy: `use ${close ?? 'one of these'}`,
  });
}

function missingIn(
  input: LintInput,
  environment: ContainerEnvironment,
  required: readonly string[],
  type: string,
): string[] {
  const isMissing = (name: string): boolean => isAbsent(input, environment, name);
  const managed = /^(true|1|t)$/i.test(textOf(environment, 'AZURE_BLOB_STORAGE_USE_MANAGED_IDENTITY') ?? '');
  const wanted = managed ? required.map((name) => name.replace('CONNECTION_STRING', 'ACCOUNT_URL')) : required;
  return [...wanted, ...(/s3$/.test(type) ? ofS3(environment) : [])].filter(isMissing);
}

/** Keys may come from the role of the pod, but only for AWS itself; another server also needs S3_USE_AWS=false. */
function ofS3(environment: ContainerEnvironment): string[] {
  const endpoint = textOf(environment, 'S3_ENDPOINT');
  const isAws = !/^(false|0|f)$/i.test(textOf(environment, 'S3_USE_AWS') ?? 'true');
  if (isAws && (!endpoint || /amazonaws\.com/.test(endpoint))) return [];
  return ['S3_ENDPOINT', 'S3_USE_AWS', 'AWS_ACCESS_KEY', 'AWS_SECRET_KEY'];
}

/** Names that other programs read, and that look like the missing ones. */
function hintOf({ variables }: ContainerEnvironment): string | undefined {
  const mistaken = [
    'S3_ACCESS_KEY',
    'S3_SECRET_KEY',
    'S3_REGION',
    'S3_BUCKET_NAME',
    'AWS_ACCESS_KEY_ID',
    'PLUGIN_S3_USE_AWS',
    'PLUGIN_AWS_REGION',
  ];
  const found = mistaken.filter((name) => variables.has(name));
  return found.length > 0 ? `the daemon does not read ${found.join(', ')}: its own names differ` : undefined;
}
