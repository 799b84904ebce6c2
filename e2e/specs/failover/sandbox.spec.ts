import { expect } from '@playwright/test';
import {
  brief,
  jsonOf,
  liveWorkload,
  quantity,
  restartWorkloads,
  rolledOut,
  waitFor,
  workloadOf,
} from '../../../harness/index.ts';
import { callAll } from '../../clients/cluster/pod-http.ts';
import { recoveryLimit } from '../../clients/cluster/recovery-limit.ts';
import { type Ended, endedOf, runAll, runCall } from '../../clients/sandbox/sandbox-runs.ts';
import { sandboxSettings } from '../../clients/sandbox/sandbox-settings.ts';
import { sameAsBefore, serverState } from '../../clients/sandbox/sandbox-state.ts';
import { FORKS, HOG } from '../../clients/sandbox/user-programs.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  severity: 'mandatory',
  effect: 'disrupt',
  needs: ['dify-sandbox'],
  dependsOn: ['sandbox-python3', 'sandbox-nodejs'],
} as const;

/** More concurrent requests than this would be a load test. */
const MOST_REQUESTS = 120;
const EXCESS = 10;
const SLEEP_SECONDS = 0.6;

test(
  'Concurrent requests beyond max_requests are refused immediately with 503, and all others are run',
  check({
    ...declared,
    id: 'sandbox-overload',
    claims: ['DEP-3'],
    dependsOn: ['sandbox-queue'],
    // Also fails with MAX_REQUESTS=0 or a non-number (all are refused), and when a gateway times out waiting requests.
    faults: [{ kind: 'switch', name: 'overload-breaks', part: 'sandbox' }],
    remediation:
      'Set MAX_REQUESTS of the sandbox to a whole number, and let nothing between API and sandbox time out before CODE_EXECUTION_READ_TIMEOUT.',
  }),
  async ({ env, kube, inPod, measure, note }) => {
    const { maxWorkers = 0, maxRequests } = await sandboxSettings(kube, env.config);
    if (maxRequests === undefined || maxWorkers < 1) inconclusive('the limits of the sandbox could not be read');
    const count = maxRequests + EXCESS;
    if (count > MOST_REQUESTS) inconclusive(`${count} concurrent requests would be needed, which is too many`);
    const seconds = 30 + (count / maxWorkers) * (SLEEP_SECONDS + 1);
    test.setTimeout((seconds + 60) * 1000);
    const code = `import time\ntime.sleep(${SLEEP_SECONDS})\nprint('done')`;
    const calls = Array.from({ length: count }, () => runCall({ language: 'python3', code }, seconds));
    const answers = await callAll(inPod, calls, (seconds + 10) * 1000);
    const refused = answers.filter(({ status }) => status === 503);
    const others = answers.filter(({ status }) => status !== 503);
    const failed = others.filter(({ body }) => !JSON.stringify(jsonOf({ body }).data ?? '').includes('done'));
    measure('concurrent requests', count, 'requests');
    measure('refused with 503', refused.length, 'requests');
    measure('slowest request that was run', Math.max(0, ...others.map(({ elapsedMs }) => elapsedMs)), 'ms');
    note(`${count} concurrent requests: ${others.length} run, ${refused.length} refused`);
    expect(failed.map(brief), 'requests that were accepted but not run').toEqual([]);
    expect(
      refused.filter((answer) => jsonOf(answer).code !== -503).map(brief),
      "refusals without the sandbox's own error code",
    ).toEqual([]);
    // The sandbox doesn't check and count atomically: a few more than the limit may slip in, never fewer.
    expect(others.length, 'requests that were run').toBeGreaterThanOrEqual(maxRequests);
    if (refused.length === 0)
      inconclusive('nothing was refused: the first requests were done before the last were sent');
  },
);

/** How far beyond the limit the program goes at most, in bytes. */
const BEYOND = 256 * 2 ** 20;
const MOST_BYTES = 4 * 2 ** 30;

test(
  'A program that uses up the memory is killed, and the sandbox itself keeps running',
  check({
    ...declared,
    id: 'sandbox-memory-hog',
    claims: ['DEP-3', 'RES-2'],
    severity: 'recommended',
    // Also fails on nodes that kill the container as a whole (cgroup 2), and with a limit below what the server itself needs.
    faults: [{ kind: 'switch', name: 'hog-kills-server', part: 'sandbox' }],
    remediation:
      "On nodes with cgroup 2 the kernel kills the whole container: set singleProcessOOMKill: true in the kubelet's configuration (Kubernetes 1.32 or newer), or run two replicas of the sandbox.",
  }),
  async ({ env, kube, inPod, fault, measure, note }) => {
    const sandbox = workloadOf(env.config, 'sandbox');
    const { spec } = await liveWorkload(kube, sandbox);
    const limit = quantity(spec?.template.spec?.containers[0]?.resources?.limits?.memory ?? '');
    if (!(limit > 0)) inconclusive("the sandbox has no memory limit: the program would use up the node's memory");
    if (limit > MOST_BYTES) inconclusive(`a limit of ${Math.round(limit / 2 ** 30)} GiB is too large to fill`);
    const { ms: limitMs, from } = await recoveryLimit(env, kube, [sandbox]);
    note(`time limit: ${from}`);
    test.setTimeout(limitMs + 90_000);
    using _fault = fault("a program that uses up the sandbox's memory", [sandbox.name]);
    const before = await serverState(kube, sandbox);
    const [answer] = await callAll(inPod, [runCall(HOG(limit + BEYOND), 45)], 60_000);
    const problems: string[] = [];
    if (answer?.status !== 200) problems.push(`the run got no answer: ${answer ? brief(answer) : 'none'}`);
    else {
      const { stdout, stderr, fault } = endedOf(answer);
      measure('time until the program was killed', answer.elapsedMs, 'ms');
      note(`the program ended with: ${fault.replaceAll('\n', ', ') || stderr.trim().split('\n').at(-1)}`);
      if (stdout.includes('all taken')) problems.push("a program used more memory than the container's limit");
      else if (!/killed|MemoryError/.test(fault + stderr))
        problems.push(`the program was not killed, it ended with ${fault}`);
    }
    problems.push(...(await sameAsBefore({ kube, inPod }, sandbox, before, limitMs)));
    expectNone(problems);
    // The kernel counts kills and peak memory for the life of the container, and the load check reads both: start a new one.
    await restartWorkloads(kube, [sandbox]);
    await waitFor(rolledOut(kube, sandbox, limitMs));
    // Its Service routes to the new pod a moment later: wait, so that the next check doesn't find it unreachable.
    await sameAsBefore({ kube, inPod }, sandbox, await serverState(kube, sandbox), limitMs);
  },
);

test(
  'A fork bomb cannot start any process or thread and leaves none behind',
  check({
    ...declared,
    id: 'sandbox-fork-bomb',
    claims: ['DEP-3'],
    dependsOn: ['sandbox-no-programs'],
    // Also fails with an image without the seccomp filter, or allowed_syscalls that include clone and fork.
    faults: [{ kind: 'switch', name: 'threads-allowed', part: 'sandbox' }],
    remediation:
      "Leave the sandbox's allowed_syscalls empty, use Dify's own image, and set the kubelet's podPidsLimit.",
  }),
  async ({ env, kube, inPod, fault, note }) => {
    const sandbox = workloadOf(env.config, 'sandbox');
    const { ms: limitMs, from } = await recoveryLimit(env, kube, [sandbox]);
    note(`time limit: ${from}`);
    test.setTimeout(limitMs + 90_000);
    using _fault = fault('a fork bomb in the sandbox', [sandbox.name]);
    const before = await serverState(kube, sandbox);
    const ended = await runAll(inPod, FORKS, 40);
    const problems = FORKS.flatMap(({ what }, index) => {
      const { stdout, stderr, fault } = ended[index] as Ended;
      note(`${what}: ${fault.replaceAll('\n', ', ') || stdout.trim()}`);
      if (fault || stdout.trim() === 'started 0') return [];
      return [`${what} was not stopped: ${stdout.trim() || stderr.trim().slice(-200)}`];
    });
    problems.push(...(await sameAsBefore({ kube, inPod }, sandbox, before, limitMs)));
    expectNone(problems);
  },
);
