import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Contract } from '../../core/dify/contract.ts';
import { HarnessError } from '../../core/errors.ts';
import { command } from '../../provision/exec/command.ts';
import type { Endpoint } from '../environment.ts';
import type { Sample } from '../probes/outage.ts';
import { takeRequests } from './requests.ts';

export interface LoadPlan {
  readonly k6: string;
  /** k6 script, absolute. */
  readonly script: string;
  readonly ingress: Endpoint;
  readonly webHost: string;
  readonly apiHost: string;
  /** The host of the console API: one of the two. */
  readonly consoleHost: string;
  readonly vus: number;
  readonly durationSeconds: number;
  /** k6 thresholds: metric → expressions. */
  readonly thresholds: Readonly<Record<string, readonly string[]>>;
  /** How the deployed version handles logins and sessions. */
  readonly contract: Pick<Contract, 'auth' | 'loginPassword'>;
  readonly admin: { readonly email: string; readonly password: string };
  /** Directory for `summary.json` and `k6.log`. */
  readonly outDir: string;
}

export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p95Ms: number;
  /** 0 to 1. */
  readonly failedRate: number;
  readonly checksRate: number;
  /** Thresholds that were not met: `http_req_failed rate<0.01`. */
  readonly breached: readonly string[];
  /** Each request; times are ms since the epoch. */
  readonly samples: readonly Sample[];
  /** Absolute paths of k6's files; a log only if it is not empty. */
  readonly files: readonly string[];
}

/** k6's exit code if a threshold was not met (k6 docs, "exit codes"): a result, not a failure. */
const THRESHOLDS_BREACHED = 99;

/**
 * Runs k6 with the real host names, all mapped to the ingress controller's loopback port.
 * @throws HarnessError `LOAD_FAILED` if k6 itself failed, with its last lines.
 */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  await mkdir(plan.outDir, { recursive: true });
  const [summary, log, points] = ['summary.json', 'k6.log', 'points.json'].map((name) => join(plan.outDir, name)) as [
    string,
    string,
    string,
  ];
  // An empty address, because k6's control port is fixed and parallel runs would collide.
  const args = [
    'run',
    '--quiet',
    '--no-color',
    '--no-usage-report',
    '--address',
    '',
    '--out',
    `json=${points}`,
    plan.script,
  ];
  const { exitCode, stderr } = await command(plan.k6, args, {
    env: {
      PROFILE: JSON.stringify({ ...profileOf(plan), summary }),
      ADMIN_EMAIL: plan.admin.email,
      ADMIN_PASSWORD: plan.admin.password,
    },
    timeoutMs: (plan.durationSeconds + 60) * 1000,
    allowFailure: true,
    logFile: log,
  });
  if (exitCode !== 0 && exitCode !== THRESHOLDS_BREACHED) {
    throw new HarnessError({
      code: 'LOAD_FAILED',
      message: `k6 ended with exit code ${exitCode}`,
      details: stderr.trim().split('\n').slice(-8),
      hint: `read ${log}`,
    });
  }
  return {
    ...readSummary(JSON.parse(await readFile(summary, 'utf8'))),
    samples: await takeRequests(points),
    files: [summary, log].filter((file) => existsSync(file)),
  };
}

function profileOf({ ingress, webHost, apiHost, consoleHost, vus, durationSeconds, thresholds, contract }: LoadPlan) {
  const address = `${ingress.host}:${ingress.port}`;
  const hosts = { [`${webHost}:80`]: address, [`${apiHost}:80`]: address };
  const { auth, loginPassword } = contract;
  return { hosts, apiHost, consoleHost, vus, durationSeconds, thresholds, auth, loginPassword };
}

const metric = z.object({
  values: z.record(z.string(), z.number()),
  thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).optional(),
});
const summarySchema = z.object({ metrics: z.record(z.string(), metric) });

/**
 * @param summary what k6 passes to `handleSummary`.
 * @throws HarnessError `LOAD_FAILED` if a number for the report is missing.
 */
export function readSummary(summary: unknown): Omit<LoadResult, 'files' | 'samples'> {
  const { metrics } = summarySchema.parse(summary);
  const value = (name: string, stat: string): number => {
    const found = metrics[name]?.values[stat];
    if (found !== undefined) return found;
    throw new HarnessError({ code: 'LOAD_FAILED', message: `k6 reported no ${stat} of ${name}: no request was made` });
  };
  const breached = Object.entries(metrics).flatMap(([name, { thresholds = {} }]) =>
    Object.entries(thresholds).flatMap(([expression, { ok }]) => (ok ? [] : [`${name} ${expression}`])),
  );
  return {
    requests: value('http_reqs', 'count'),
    requestsPerSecond: value('http_reqs', 'rate'),
    p95Ms: value('http_req_duration', 'p(95)'),
    failedRate: value('http_req_failed', 'rate'),
    checksRate: value('checks', 'rate'),
    breached,
  };
}

/** @returns the limit in a threshold such as `p(95)<2000`, `undefined` if there is none. */
export function limitOf(expressions: readonly string[] | undefined, stat: string): number | undefined {
  const found = expressions?.find((expression) => expression.replaceAll(' ', '').startsWith(`${stat}<`));
  const limit = Number(found?.slice(found.indexOf('<') + 1).replace('=', ''));
  return Number.isFinite(limit) ? limit : undefined;
}
