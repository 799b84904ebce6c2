import type { Rule } from '../../rule.ts';
import { apiReadOnlyRoot } from './api-read-only-root.ts';
import { backendSettingsDiffer } from './backend-settings-differ.ts';
import { beatReplicas } from './beat-replicas.ts';
import { brokerDatabaseShared } from './broker-database-shared.ts';
import { brokerHostDiffers } from './broker-host-differs.ts';
import { brokerPasswordDiffers } from './broker-password-differs.ts';
import { brokerPasswordNotEncoded } from './broker-password-not-encoded.ts';
import { brokerTlsDiffers } from './broker-tls-differs.ts';
import { celeryQueueUnconsumed } from './celery-queue-unconsumed.ts';
import { consoleSchemeAgainstTls } from './console-scheme-against-tls.ts';
import { cookieDomainWithoutWeb } from './cookie-domain-without-web.ts';
import { cookieDomainWrong } from './cookie-domain-wrong.ts';
import { corsOriginMalformed } from './cors-origin-malformed.ts';
import { corsOriginMissing } from './cors-origin-missing.ts';
import { csrfCookieDiffers } from './csrf-cookie-differs.ts';
import { filesUrlUnreachable } from './files-url-unreachable.ts';
import { initPasswordTooLong } from './init-password-too-long.ts';
import { innerApiKeyDiffers } from './inner-api-key-differs.ts';
import { livenessBeforeStart } from './liveness-before-start.ts';
import { migrationDisabled } from './migration-disabled.ts';
import { milvusLoginMissing } from './milvus-login-missing.ts';
import { milvusOldVariable } from './milvus-old-variable.ts';
import { numberUnreadable } from './number-unreadable.ts';
import { opendalLeftover } from './opendal-leftover.ts';
import { partVersionUnusual } from './part-version-unusual.ts';
import { pluginDaemonDatabaseName } from './plugin-daemon-database-name.ts';
import { pluginDaemonKeyDiffers } from './plugin-daemon-key-differs.ts';
import { pluginDaemonNotMigrated } from './plugin-daemon-not-migrated.ts';
import { pluginDaemonReplicas } from './plugin-daemon-replicas.ts';
import { pluginDaemonSettingMissing } from './plugin-daemon-setting-missing.ts';
import { pluginDaemonSslMode } from './plugin-daemon-ssl-mode.ts';
import { pluginPackageSizeDiffers } from './plugin-package-size-differs.ts';
import { probeAsksDebugger } from './probe-asks-debugger.ts';
import { probeAsksNode } from './probe-asks-node.ts';
import { probePathUnknown } from './probe-path-unknown.ts';
import { probeSendsHead } from './probe-sends-head.ts';
import { probeTimeoutOverPeriod } from './probe-timeout-over-period.ts';
import { publicUrlNotRouted } from './public-url-not-routed.ts';
import { sandboxCapabilities } from './sandbox-capabilities.ts';
import { sandboxConfigIncomplete } from './sandbox-config-incomplete.ts';
import { sandboxKeyDiffers } from './sandbox-key-differs.ts';
import { sandboxNetworkDisabled } from './sandbox-network-disabled.ts';
import { sandboxNotRoot } from './sandbox-not-root.ts';
import { sandboxNumberUnreadable } from './sandbox-number-unreadable.ts';
import { sandboxProxyHalfSet } from './sandbox-proxy-half-set.ts';
import { sandboxPythonPath } from './sandbox-python-path.ts';
import { sandboxReadOnlyRoot } from './sandbox-read-only-root.ts';
import { secretKeyDiffers } from './secret-key-differs.ts';
import { serverConnectionsFew } from './server-connections-few.ts';
import { serviceLinkVariable } from './service-link-variable.ts';
import { serviceUrlWrongPart } from './service-url-wrong-part.ts';
import { squidConfigOverFolder } from './squid-config-over-folder.ts';
import { squidLetsNobodyIn } from './squid-lets-nobody-in.ts';
import { squidPortDiffers } from './squid-port-differs.ts';
import { ssrfProxyHalfSet } from './ssrf-proxy-half-set.ts';
import { storageSettingsDiffer } from './storage-settings-differ.ts';
import { volumeNotOwned } from './volume-not-owned.ts';
import { webApiUrlDiffers } from './web-api-url-differs.ts';
import { webApiUrlMissing } from './web-api-url-missing.ts';
import { webProbeLoopback } from './web-probe-loopback.ts';
import { webProbeWithoutLanguage } from './web-probe-without-language.ts';
import { workerPingAny } from './worker-ping-any.ts';
import { workerPingHasty } from './worker-ping-hasty.ts';

/** What only people who know Dify look for: keys, broker, addresses of the browser, sandbox, plugin daemon, queues, probes. */
export const dify: readonly Rule[] = [
  pluginDaemonKeyDiffers,
  innerApiKeyDiffers,
  sandboxKeyDiffers,
  secretKeyDiffers,
  storageSettingsDiffer,
  backendSettingsDiffer,
  initPasswordTooLong,
  brokerPasswordDiffers,
  brokerPasswordNotEncoded,
  brokerHostDiffers,
  brokerDatabaseShared,
  brokerTlsDiffers,
  celeryQueueUnconsumed,
  cookieDomainWrong,
  csrfCookieDiffers,
  cookieDomainWithoutWeb,
  corsOriginMissing,
  corsOriginMalformed,
  consoleSchemeAgainstTls,
  webApiUrlMissing,
  webApiUrlDiffers,
  publicUrlNotRouted,
  filesUrlUnreachable,
  serviceUrlWrongPart,
  ssrfProxyHalfSet,
  squidConfigOverFolder,
  squidLetsNobodyIn,
  squidPortDiffers,
  sandboxNetworkDisabled,
  sandboxNumberUnreadable,
  sandboxPythonPath,
  sandboxConfigIncomplete,
  sandboxProxyHalfSet,
  sandboxCapabilities,
  sandboxNotRoot,
  sandboxReadOnlyRoot,
  apiReadOnlyRoot,
  volumeNotOwned,
  beatReplicas,
  pluginDaemonReplicas,
  serviceLinkVariable,
  numberUnreadable,
  pluginDaemonSettingMissing,
  pluginDaemonSslMode,
  pluginDaemonDatabaseName,
  pluginDaemonNotMigrated,
  pluginPackageSizeDiffers,
  milvusLoginMissing,
  milvusOldVariable,
  opendalLeftover,
  migrationDisabled,
  serverConnectionsFew,
  partVersionUnusual,
  probePathUnknown,
  probeAsksNode,
  probeAsksDebugger,
  probeSendsHead,
  webProbeLoopback,
  webProbeWithoutLanguage,
  livenessBeforeStart,
  probeTimeoutOverPeriod,
  workerPingAny,
  workerPingHasty,
];
