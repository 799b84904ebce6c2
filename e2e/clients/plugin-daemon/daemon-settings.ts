import type { Config, Kube } from '../../../harness/index.ts';
import { workloadOf } from '../../../harness/index.ts';
import { containerSettings } from '../cluster/container-settings.ts';

/** Non-secret settings of the plugin daemon, as its container has them. */
const NAMES = [
  'DB_HOST',
  'DB_PORT',
  'DB_DATABASE',
  'REDIS_HOST',
  'REDIS_PORT',
  'REDIS_DB',
  'PLUGIN_REMOTE_INSTALLING_ENABLED',
  'PLUGIN_REMOTE_INSTALLING_PORT',
  'PLUGIN_STORAGE_TYPE',
  'PLUGIN_STORAGE_LOCAL_ROOT',
] as const;

export type DaemonSettings = Readonly<Record<(typeof NAMES)[number], string>>;

/** An unset one is empty. @throws HarnessError of `execInPod`. */
export const daemonSettings = (kube: Kube, config: Config): Promise<DaemonSettings> =>
  containerSettings(kube, workloadOf(config, 'plugin-daemon'), NAMES);

/** Plugin debugging is on unless it is switched off (with one of Go's values for false). */
export const isDebuggingOn = (settings: DaemonSettings): boolean =>
  !/^(false|0|f)$/i.test(settings.PLUGIN_REMOTE_INSTALLING_ENABLED);
