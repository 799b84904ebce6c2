import type { Severity } from '../core/model/check.ts';
import type { Rule } from './rule.ts';

/** What breaks, in the order in which one meets it; findings are sorted by it. */
export const STAGES = {
  apply: 'the set cannot be applied',
  start: 'pods do not start, or do not stay up',
  connect: 'parts do not reach each other',
  request: 'requests of users fail',
  data: 'data is lost',
  security: 'security',
  hygiene: 'hygiene',
} as const;

export type Stage = keyof typeof STAGES;

const ORDER = Object.keys(STAGES) as readonly Stage[];

/** Family of a rule's first claim → stage. */
const BY_CLAIM: Readonly<Record<string, Stage>> = {
  DEP: 'apply',
  IMG: 'start',
  PRB: 'start',
  SVC: 'connect',
  EXT: 'connect',
  ENV: 'connect',
  NET: 'request',
  DOM: 'request',
  TLS: 'request',
  REP: 'request',
  STO: 'data',
  SEC: 'security',
};

/** Rules whose finding is met at another stage than its claim says. */
const OVERRIDES: Readonly<Partial<Record<Stage, readonly string[]>>> = {
  apply: ['object-duplicate', 'port-name-invalid', 'port-name-duplicate', 'selector-mismatch', 'volume-missing'],
  start: [
    ...['configmap-missing', 'configmap-key-missing', 'secret-missing', 'secret-key-missing', 'pvc-missing'],
    ...['service-account-missing', 'mounted-file-missing', 'number-invalid', 'sandbox-number-invalid'],
    ...['sandbox-not-root', 'sandbox-capabilities-missing', 'sandbox-read-only-root-filesystem'],
    ...['api-read-only-root-filesystem', 'service-link-variable-conflict', 'plugin-daemon-setting-missing'],
    ...['plugin-daemon-ssl-mode-invalid', 'plugin-daemon-database-name-invalid', 'init-password-too-long'],
    ...[
      'milvus-variable-obsolete',
      'plugin-storage-incomplete',
      'redis-topology-incomplete',
      'volume-hides-image',
      'non-root-refused',
      'pvc-storage-class',
      'pvc-access-mode',
      'quota-exceeded',
      'squid-denies-all',
    ],
  ],
  connect: ['sandbox-key-differs', 'plugin-daemon-key-differs', 'inner-api-key-differs', 'network-policy-blocks-dns'],
  request: ['files-url-empty', 'browser-url-internal', 'vector-store-unknown'],
  data: ['secret-key-differs', 'plugin-daemon-replicas', 'storage-settings-differ', 'plugin-daemon-migration-disabled'],
  security: ['ssrf-proxy-unset', 'debug-enabled', 'known-vulnerability'],
  hygiene: [
    'probe-missing',
    'image-tag-floating',
    'replicas-unexpected',
    'resources-unexpected',
    'image-pull-policy-mixed',
  ],
};

const OVERRIDDEN = new Map(
  Object.entries(OVERRIDES).flatMap(([stage, ids]) => (ids ?? []).map((id) => [id, stage as Stage] as const)),
);

/** @returns what breaks by a finding of this rule. */
export function stageOf({ id, claims }: Pick<Rule, 'id' | 'claims'>, severity: Severity): Stage {
  if (severity === 'informational') return 'hygiene';
  return OVERRIDDEN.get(id) ?? BY_CLAIM[claims[0].split('-')[0] ?? ''] ?? 'hygiene';
}

/** Ids that are named here; a test compares them with the catalogue. */
export const STAGED_RULES: readonly string[] = [...OVERRIDDEN.keys()];

/** @returns the position of a stage in the order. */
export const rankOf = (stage: Stage): number => ORDER.indexOf(stage);
