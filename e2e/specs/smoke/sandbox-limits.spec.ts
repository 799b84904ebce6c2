import { createHash, randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, jsonOf } from '../../../harness/index.ts';
import { callAll } from '../../clients/cluster/pod-http.ts';
import { type Ended, endedOf, mostAtOnce, runAll, runCall } from '../../clients/sandbox/sandbox-runs.ts';
import { sandboxSettings } from '../../clients/sandbox/sandbox-settings.ts';
import { ENVIRONMENT, ESCAPES, FILES, type SeenFiles, type SeenVariable } from '../../clients/sandbox/user-programs.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-sandbox'],
  dependsOn: ['sandbox-python3', 'sandbox-nodejs'],
} as const;

test(
  'User code that tries to start another program is terminated',
  check({
    ...declared,
    id: 'sandbox-no-programs',
    // Also fails with allowed_syscalls in the sandbox's config.yaml, or an image that was made "more permissive".
    faults: [{ kind: 'switch', name: 'programs-allowed', part: 'sandbox' }],
    remediation:
      "Leave the sandbox's allowed_syscalls empty and use Dify's own image: a value replaces the whole built-in list.",
  }),
  async ({ inPod, note }) => {
    const ended = await runAll(inPod, ESCAPES);
    expectNone(
      ESCAPES.flatMap(({ what }, index) => {
        const { stdout, stderr, fault } = ended[index] as Ended;
        note(`${what}: ${fault.split('\n').at(-1)}`);
        if (/uid=|escaped/.test(stdout)) return [`${what} was not prevented: it printed ${JSON.stringify(stdout)}`];
        return fault ? [] : [`${what} was not terminated by the sandbox: ${JSON.stringify(stderr.slice(-200))}`];
      }),
    );
  },
);

test(
  'User code can read no file of the container and write nowhere',
  check({
    ...declared,
    id: 'sandbox-files',
    // Also fails when the sandbox can't chroot (SYS_CHROOT dropped in a patched image), or python_lib_path contains / or /etc.
    faults: [{ kind: 'switch', name: 'files-visible', part: 'sandbox' }],
    remediation:
      "Remove system directories from python_lib_path in the sandbox's config.yaml, and use Dify's own image.",
  }),
  async ({ inPod, note }) => {
    const name = `e2e-${randomUUID()}`;
    const ended = await runAll(inPod, FILES(name));
    expectNone(
      ended.flatMap(({ stdout, stderr, fault }, index) => {
        const language = FILES(name)[index]?.language;
        if (fault) return [`${language} was terminated while looking for files: ${fault}; ${stderr.slice(-200)}`];
        const { readable, written, refused } = JSON.parse(stdout) as SeenFiles;
        note(`${language}: denied with ${[...new Set(refused)].join(', ')}`);
        return [
          ...readable.map((path) => `${language} code can read ${path}`),
          ...written.map((path) => `${language} code can write ${path}`),
        ];
      }),
    );
  },
);

/** Names that a secret or the address of a data store may have; the proxies are meant to be visible. */
const TELLTALE = /KEY|PASS|SECRET|TOKEN|CREDENTIAL|REDIS|POSTGRES|^DB_|KUBERNETES/i;

test(
  'The environment of user code contains no secret and no address of a data store',
  check({
    ...declared,
    id: 'sandbox-environment',
    claims: ['DEP-3', 'SEC-1'],
    // Also fails when the proxy URL contains a password, or a patched image passes on its own environment.
    faults: [{ kind: 'switch', name: 'environment-handed-on', part: 'sandbox' }],
    remediation: "Use Dify's own image, and a proxy without a password: user code must see nothing but the proxies.",
  }),
  async ({ env, inPod, note }) => {
    const secrets = new Map(
      Object.entries(env.secrets).map(([name, value]) => [createHash('sha256').update(value).digest('hex'), name]),
    );
    const ended = await runAll(inPod, ENVIRONMENT);
    expectNone(
      ended.flatMap(({ stdout, stderr, fault }, index) => {
        const language = ENVIRONMENT[index]?.language;
        if (fault) return [`${language} was terminated while reading its environment: ${fault}; ${stderr.slice(-200)}`];
        const seen = JSON.parse(stdout) as SeenVariable[];
        note(`${language} sees ${seen.map(([name]) => name).join(', ') || 'no variables'}`);
        return seen.flatMap(([name, hash, hasPassword]) => {
          const secret = secrets.get(hash);
          if (secret) return [`${language} code sees the value of ${secret} in its variable ${name}`];
          if (hasPassword) return [`${language} code sees a URL with a password in its variable ${name}`];
          return TELLTALE.test(name) ? [`${language} code sees the variable ${name}`] : [];
        });
      }),
    );
  },
);

test(
  'The sandbox rejects what it cannot run, with the error codes that the API expects',
  check({
    ...declared,
    id: 'sandbox-refusals',
    severity: 'recommended',
    effect: 'observe',
    dependsOn: ['sandbox-key'],
    // Also fails when another server, or a gateway that rewrites errors, answers at the endpoint.
    faults: [{ kind: 'switch', name: 'refusals-rewritten', part: 'sandbox' }],
    remediation: 'Set CODE_EXECUTION_ENDPOINT to the sandbox itself, with no gateway in between.',
  }),
  async ({ inPod }) => {
    const run = runCall({ language: 'python3', code: 'print(1)' });
    const answers = await callAll(inPod, [
      { ...run, json: { language: 'cobol', code: 'x', enable_network: true } },
      { ...run, json: { language: 'python3', enable_network: true } },
      { url: run.url, method: 'GET' },
    ]);
    const found = answers.map((answer) => `${answer.status}, code ${String(jsonOf(answer).code)}`);
    expect(found, answers.map(brief).join('; ')).toEqual(['400, code -400', '400, code -400', '404, code undefined']);
  },
);

/** More concurrent runs than this would be too much for a smoke check. */
const MOST_RUNS = 20;
const SLEEP_SECONDS = 0.7;

test(
  'At most max_workers programs run at once, more of them wait, and all finish',
  check({
    ...declared,
    id: 'sandbox-queue',
    lock: 'sandbox-workers',
    // Also fails with MAX_WORKERS=0 or a non-number (every run hangs), and with 1 (each code node waits for the others).
    faults: [{ kind: 'switch', name: 'no-worker-limit', part: 'sandbox' }],
    remediation: 'Set MAX_WORKERS of the sandbox to a whole number of at least 2, and MAX_REQUESTS well above it.',
  }),
  async ({ env, kube, inPod, measure, note }) => {
    const { maxWorkers, maxRequests } = await sandboxSettings(kube, env.config);
    if (maxWorkers === undefined) inconclusive('neither MAX_WORKERS nor conf/config.yaml sets the number of workers');
    const count = maxWorkers + 2;
    if (count > Math.min(MOST_RUNS, maxRequests ?? 0))
      inconclusive(`${count} concurrent runs would be needed for ${maxWorkers} workers, too many for this check`);
    const code = `import time\nfrom_ = time.time()\ntime.sleep(${SLEEP_SECONDS})\nprint(from_, time.time())`;
    const calls = Array.from({ length: count }, () => runCall({ language: 'python3', code }));
    const ended = (await callAll(inPod, calls)).map(endedOf);
    const spans = ended.map(({ stdout }) => stdout.split(' ').map(Number) as [number, number]);
    const most = mostAtOnce(spans);
    measure('concurrent programs', most, 'programs', maxWorkers);
    measure(`slowest of ${count} programs`, Math.max(...ended.map(({ elapsedMs }) => elapsedMs)), 'ms');
    note(`${count} programs of ${SLEEP_SECONDS} s, ${maxWorkers} workers: at most ${most} at once, all finished`);
    expect(ended.map(({ fault, stderr }) => fault + stderr).filter(Boolean), 'programs that failed').toEqual([]);
    expect(most, 'more concurrent programs than the sandbox has workers').toBeLessThanOrEqual(maxWorkers);
    expect(most, 'programs never ran concurrently').toBeGreaterThan(maxWorkers > 1 ? 1 : 0);
  },
);
