import type { Rule } from '../../rule.ts';
import { apiReadOnlyRootFilesystem } from './api-read-only-root-filesystem.ts';
import { backendSettingsDiffer } from './backend-settings-differ.ts';
import { beatReplicas } from './beat-replicas.ts';
import { brokerDatabaseShared } from './broker-database-shared.ts';
import { brokerHostDiffers } from './broker-host-differs.ts';
import { brokerPasswordDiffers } from './broker-password-differs.ts';
import { brokerPasswordNotEncoded } from './broker-password-not-encoded.ts';
import { brokerTlsDiffers } from './broker-tls-differs.ts';
import { celeryPingTimeoutTooShort } from './celery-ping-timeout-too-short.ts';
import { celeryPingWithoutDestination } from './celery-ping-without-destination.ts';
import { celeryQueueUnconsumed } from './celery-queue-unconsumed.ts';
import { consoleUrlSchemeMismatch } from './console-url-scheme-mismatch.ts';
import { cookieDomainWrong } from './cookie-domain-wrong.ts';
import { corsOriginAny } from './cors-origin-any.ts';
import { corsOriginInvalid } from './cors-origin-invalid.ts';
import { corsOriginMissing } from './cors-origin-missing.ts';
import { csrfCookieDiffers } from './csrf-cookie-differs.ts';
import { initPasswordTooLong } from './init-password-too-long.ts';
import { innerApiKeyDiffers } from './inner-api-key-differs.ts';
import { livenessProbeTooEarly } from './liveness-probe-too-early.ts';
import { migrationDisabled } from './migration-disabled.ts';
import { milvusCredentialsMissing } from './milvus-credentials-missing.ts';
import { milvusVariableObsolete } from './milvus-variable-obsolete.ts';
import { numberInvalid } from './number-invalid.ts';
import { opendalVariableUnused } from './opendal-variable-unused.ts';
import { partVersionMismatch } from './part-version-mismatch.ts';
import { pluginDaemonDatabaseNameInvalid } from './plugin-daemon-database-name-invalid.ts';
import { pluginDaemonKeyDiffers } from './plugin-daemon-key-differs.ts';
import { pluginDaemonMigrationDisabled } from './plugin-daemon-migration-disabled.ts';
import { pluginDaemonReplicas } from './plugin-daemon-replicas.ts';
import { pluginDaemonSettingMissing } from './plugin-daemon-setting-missing.ts';
import { pluginDaemonSslModeInvalid } from './plugin-daemon-ssl-mode-invalid.ts';
import { pluginPackageSizeDiffers } from './plugin-package-size-differs.ts';
import { probePathUnknown } from './probe-path-unknown.ts';
import { probeTargetsDebugPort } from './probe-targets-debug-port.ts';
import { probeTargetsNode } from './probe-targets-node.ts';
import { probeTimeoutExceedsPeriod } from './probe-timeout-exceeds-period.ts';
import { probeUsesHead } from './probe-uses-head.ts';
import { publicUrlNotRouted } from './public-url-not-routed.ts';
import { sandboxCapabilitiesMissing } from './sandbox-capabilities-missing.ts';
import { sandboxConfigIncomplete } from './sandbox-config-incomplete.ts';
import { sandboxKeyDiffers } from './sandbox-key-differs.ts';
import { sandboxNetworkDisabled } from './sandbox-network-disabled.ts';
import { sandboxNotRoot } from './sandbox-not-root.ts';
import { sandboxNumberInvalid } from './sandbox-number-invalid.ts';
import { sandboxProxyIncomplete } from './sandbox-proxy-incomplete.ts';
import { sandboxPythonPath } from './sandbox-python-path.ts';
import { sandboxReadOnlyRootFilesystem } from './sandbox-read-only-root-filesystem.ts';
import { sandboxSyscallsReplaced } from './sandbox-syscalls-replaced.ts';
import { secretKeyDiffers } from './secret-key-differs.ts';
import { serverWorkerConnectionsLow } from './server-worker-connections-low.ts';
import { serviceLinkVariableConflict } from './service-link-variable-conflict.ts';
import { serviceUrlWrongTarget } from './service-url-wrong-target.ts';
import { squidConfigHidesDirectory } from './squid-config-hides-directory.ts';
import { squidDeniesAll } from './squid-denies-all.ts';
import { squidPortDiffers } from './squid-port-differs.ts';
import { ssrfProxyIncomplete } from './ssrf-proxy-incomplete.ts';
import { storageSettingsDiffer } from './storage-settings-differ.ts';
import { volumeFsgroupMissing } from './volume-fsgroup-missing.ts';
import { webApiUrlDiffers } from './web-api-url-differs.ts';
import { webApiUrlMissing } from './web-api-url-missing.ts';
import { webCookieDomainMissing } from './web-cookie-domain-missing.ts';
import { webProbeLoopback } from './web-probe-loopback.ts';
import { webProbeWithoutAcceptLanguage } from './web-probe-without-accept-language.ts';
import { workerSettingMissing } from './worker-setting-missing.ts';

/** Checks that need knowledge of Dify: keys, broker, browser addresses, sandbox, plugin daemon, queues, probes. */
export const dify: readonly Rule[] = [
  pluginDaemonKeyDiffers,
  innerApiKeyDiffers,
  sandboxKeyDiffers,
  secretKeyDiffers,
  storageSettingsDiffer,
  backendSettingsDiffer,
  workerSettingMissing,
  initPasswordTooLong,
  brokerPasswordDiffers,
  brokerPasswordNotEncoded,
  brokerHostDiffers,
  brokerDatabaseShared,
  brokerTlsDiffers,
  celeryQueueUnconsumed,
  cookieDomainWrong,
  csrfCookieDiffers,
  webCookieDomainMissing,
  corsOriginMissing,
  corsOriginInvalid,
  corsOriginAny,
  consoleUrlSchemeMismatch,
  webApiUrlMissing,
  webApiUrlDiffers,
  publicUrlNotRouted,
  serviceUrlWrongTarget,
  ssrfProxyIncomplete,
  squidConfigHidesDirectory,
  squidDeniesAll,
  squidPortDiffers,
  sandboxNetworkDisabled,
  sandboxNumberInvalid,
  sandboxPythonPath,
  sandboxSyscallsReplaced,
  sandboxConfigIncomplete,
  sandboxProxyIncomplete,
  sandboxCapabilitiesMissing,
  sandboxNotRoot,
  sandboxReadOnlyRootFilesystem,
  apiReadOnlyRootFilesystem,
  volumeFsgroupMissing,
  beatReplicas,
  pluginDaemonReplicas,
  serviceLinkVariableConflict,
  numberInvalid,
  pluginDaemonSettingMissing,
  pluginDaemonSslModeInvalid,
  pluginDaemonDatabaseNameInvalid,
  pluginDaemonMigrationDisabled,
  pluginPackageSizeDiffers,
  milvusCredentialsMissing,
  milvusVariableObsolete,
  opendalVariableUnused,
  migrationDisabled,
  serverWorkerConnectionsLow,
  partVersionMismatch,
  probePathUnknown,
  probeTargetsNode,
  probeTargetsDebugPort,
  probeUsesHead,
  webProbeLoopback,
  webProbeWithoutAcceptLanguage,
  livenessProbeTooEarly,
  probeTimeoutExceedsPeriod,
  celeryPingWithoutDestination,
  celeryPingTimeoutTooShort,
];
