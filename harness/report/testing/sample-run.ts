import type { CheckRecord } from '../../core/model/check.ts';
import { CLAIMS } from '../../core/model/claims.ts';
import { leanedOn } from '../../core/model/ledger.ts';
import type { LedgerEntry, PhaseRecord, RunRecord } from '../../core/model/run.ts';
import { checkRecord } from '../../core/model/testing/records.ts';
import { deriveVerdict } from '../../core/model/verdict.ts';
import { sampleChecks } from './sample-checks.ts';

const START = Date.parse('2026-03-01T10:00:00.000Z');

/** A sample run for tests and for viewing the report's design; nothing in it was measured. */
export function sampleRun(partial: Partial<Omit<RunRecord, 'verdict'>> = {}): RunRecord {
  const ledger = partial.ledger ?? sampleLedger();
  const checks = (partial.checks ?? sampleChecks()).map((check) => ({
    ...check,
    leanedOn: leanedOn(check.needs, ledger),
  }));
  const run: Omit<RunRecord, 'verdict'> = {
    schema: 'dify-e2e/signoff/2',
    runId: 'r-20260301-100000-x7k2',
    harnessVersion: '0.1.0',
    scope: 'rehearsal',
    profile: 'full',
    startedAt: new Date(START).toISOString(),
    durationMs: 307_400,
    subject: {
      manifests: 'fixtures/manifests/dify',
      manifestsDigest: 'sha256:4f1c0a6f0f6b2f9d31c8f27e2b1d8c5f0a9be1c47d2e63f5a8b7c6d5e4f30211',
      namespace: 'dify',
      hosts: ['dify.maywzh.com', 'dify-api.maywzh.com'],
      difyVersion: '1.11.4',
      kubernetes: 'v1.34.4',
      cluster: 'kind, 1 node',
      tools: { node: '24.21.0', kind: '0.33.0', k6: '1.6.1', chromium: '156.0.8078.79', docker: '20.10.24' },
      git: '1a290aa (clean)',
    },
    phases: samplePhases(),
    claims: CLAIMS,
    waivers: [],
    harnessErrors: [],
    ...partial,
    ledger,
    checks,
  };
  return { ...run, verdict: deriveVerdict(run) };
}

/** The same run with the original Ingress rules: the web rule shadows `/console/api`. */
export function sampleNoGo(): RunRecord {
  const broken: Partial<Record<string, Partial<CheckRecord>>> = {
    'routing-web-host': {
      result: {
        state: 'failed',
        reason: 'http://dify.maywzh.com/console/api/ping was answered by web, but must be answered by api (NET-2)',
        details: [
          'expected: JSON with X-Version from dify-api',
          'received: 200 text/html, X-Powered-By: Next.js',
          'Ingress dify/dify-web: the rule /console(/|$)(.*) is longer and wins over /console/api',
        ],
      },
    },
    'login-first-setup': {
      result: { state: 'blocked', by: 'routing-web-host', reason: 'the console cannot reach its API' },
    },
    'login-sign-in': {
      result: { state: 'blocked', by: 'login-first-setup', reason: 'there is no account to sign in with' },
    },
    'load-api': { result: { state: 'failed', reason: 'p(95) was 2 431 ms, the threshold is 2 000 ms' } },
    'rbac-present': { result: { state: 'failed', reason: 'no Role or RoleBinding in namespace dify' } },
    'failover-web': {
      result: { state: 'inconclusive', reason: 'the prober lagged by 180 ms, so an outage cannot be detected' },
    },
  };
  return sampleRun({ checks: sampleChecks().map((check) => ({ ...check, ...broken[check.id] })) });
}

/** A check whose every text tries to break out of its format. */
export function hostileCheck(): CheckRecord {
  const evil = '<script>alert(1)</script> | `x` \u001b[31mred\u001b[39m & "q" ]]> \u0000';
  return checkRecord('hostile', {
    title: evil,
    notes: [evil],
    remediation: evil,
    result: { state: 'failed', reason: evil, details: [evil] },
    measurements: [{ name: evil, value: 1, unit: evil }],
    evidence: [{ name: evil, path: '"><img src=x>.txt', contentType: 'text/plain' }],
  });
}

function samplePhases(): PhaseRecord[] {
  const phase = (
    id: string,
    title: string,
    at: number,
    seconds: number,
    own: number,
    notes: string[] = [],
  ): PhaseRecord => ({
    id,
    title,
    state: 'done',
    startedAt: new Date(START + at * 1000).toISOString(),
    durationMs: seconds * 1000,
    ownMs: own * 1000,
    notes,
  });
  return [
    phase('tools', 'Tools and engine', 0, 3.2, 0.9),
    phase('images', 'Images', 3.2, 14.6, 2.1, ['12 images from the cache, none built']),
    phase('cluster', 'Cluster', 3.2, 26.3, 0.7),
    phase('stand-ins', 'Stand-ins', 3.4, 17.9, 1.2),
    phase('ingress', 'Ingress controller', 29.5, 9.1, 0.3),
    phase('deploy', 'Deploy', 38.6, 61.2, 1.6),
    phase('foundation', 'Foundation checks', 99.8, 12.4, 2.8),
    phase('smoke', 'Smoke checks', 112.2, 48.9, 6.3),
    phase('failover', 'Failover', 161.1, 88.2, 5.1),
    phase('load', 'Load', 249.3, 41.7, 0.8),
    phase('evidence', 'Evidence', 291, 4.2, 0.6),
  ];
}

function sampleLedger(): LedgerEntry[] {
  const double = (part: string, real: string, differences: string[]): LedgerEntry => ({
    part,
    kind: 'double',
    real,
    used: `contract double ${part}`,
    source: 'packages',
    differences,
  });
  const standIn = (part: string, used: string, source: LedgerEntry['source'], differences: string[]): LedgerEntry => ({
    part,
    kind: 'stand-in',
    real: `${part} on dbnode0.maywzh.com`,
    used,
    source,
    differences,
  });
  return [
    double('dify-api', 'langgenius/dify-api:1.11.4', [
      'routes of the console and of the inner API only',
      'no model providers',
    ]),
    double('dify-web', 'langgenius/dify-web:1.11.4', ['sign-in, install, init and apps pages only']),
    double('dify-sandbox', 'langgenius/dify-sandbox:0.2.12', ['no seccomp']),
    double('dify-plugin-daemon', 'langgenius/dify-plugin-daemon:0.5.2-local', ['installs no plugins']),
    standIn('postgres', 'PostgreSQL 15.14', 'packages', ['one instance, no replication', 'empty at the start']),
    standIn('redis', 'Redis 7.0.15', 'packages', ['no persistence']),
    standIn('milvus', 'Milvus Lite 2.5', 'packages', ['single process, no authentication']),
    standIn('minio', 'MinIO RELEASE.2025-09-07', 'packages', ['one drive', 'plain HTTP']),
    standIn('ingress-controller', 'Traefik 3.6.12', 'packages', [
      'production has an NGINX ingress controller: regular expressions and annotations may differ',
    ]),
    {
      part: 'ssrf-proxy',
      kind: 'substitute',
      real: 'ubuntu/squid:5.2-22.04_beta',
      used: 'Squid 5.7 of Debian 12',
      source: 'packages',
      differences: ['a newer patch release'],
    },
  ];
}
