import { randomInt, randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief } from '../../../harness/index.ts';
import { runNode } from '../../clients/api/workflow-app.ts';
import { callAll, type PodHttp } from '../../clients/cluster/pod-http.ts';
import { PREPARED_MS, pythonPrepared } from '../../clients/sandbox/python-environment.ts';
import { type Ended, runAll, runCall } from '../../clients/sandbox/sandbox-runs.ts';
import { sandboxSettings } from '../../clients/sandbox/sandbox-settings.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3', 'SVC-2'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-sandbox', 'dify-api'],
  dependsOn: ['sandbox-called'],
} as const;

const LANGUAGES = [
  { language: 'python3', title: 'Python', code: (a: number, b: number) => `print(${a} * ${b})` },
  { language: 'nodejs', title: 'JavaScript', code: (a: number, b: number) => `console.log(${a} * ${b})` },
] as const;

const NOTHING: Ended = { stdout: '', stderr: '', fault: '', elapsedMs: 0 };

for (const { language, title, code } of LANGUAGES) {
  test(
    `${title} code runs in the sandbox when called from the API pod with the API's own key`,
    check({
      ...declared,
      id: `sandbox-${language}`,
      faults: [{ kind: 'switch', name: `${language}-killed`, part: 'sandbox' }],
      remediation:
        'Set CODE_EXECUTION_API_KEY of the API to the value of API_KEY of the sandbox, and leave the sandbox its default capabilities.',
    }),
    async ({ inPod, podHttp, note, measure }) => {
      const [a, b] = [randomInt(1e5, 1e6), randomInt(1e5, 1e6)];
      const [{ stdout, stderr, fault, elapsedMs } = NOTHING] = await runAll(inPod, [{ language, code: code(a, b) }]);
      expect(stdout.trim(), `output of ${a} * ${b}; error: ${stderr}${fault}`).toBe(String(a * b));
      expect(stderr + fault, 'the program must end without an error').toBe('');
      measure(`one ${title} run`, elapsedMs, 'ms');
      note(`${a} * ${b} = ${stdout.trim()}`);
      if (language === 'python3') await awaitEnvironment(podHttp, note);
    },
  );
}

/** All checks with Python code depend on this one, so that none of them meets a sandbox that has just started. */
async function awaitEnvironment(podHttp: PodHttp, note: (text: string) => void): Promise<void> {
  test.setTimeout(PREPARED_MS + 60_000);
  const started = performance.now();
  const prepared = await pythonPrepared(podHttp);
  const seconds = Math.round((performance.now() - started) / 1000);
  if (!prepared)
    note(`after ${seconds} s the sandbox had not prepared its Python environment: code may lack name servers`);
  else if (seconds > 2)
    note(`the sandbox served before its Python environment was complete, which took ${seconds} s more: Dify's own way`);
}

test(
  'The sandbox rejects a wrong key and a missing one',
  check({
    ...declared,
    id: 'sandbox-key',
    faults: [{ kind: 'switch', name: 'any-key', part: 'sandbox' }],
    remediation: 'Set API_KEY of the sandbox from the Secret; with an empty value the public default key applies.',
  }),
  async ({ inPod }) => {
    const run = runCall({ language: 'python3', code: 'print(1)' });
    const keys = [{ 'X-Api-Key': randomUUID() }, { 'X-Api-Key': 'dify-sandbox' }, {}];
    const answers = await callAll(
      inPod,
      keys.map((headers) => ({ ...run, headers })),
    );
    // A gateway that rejects requests itself sends a body; the sandbox doesn't.
    expectNone(
      answers.flatMap((answer, index) =>
        answer.status === 401 && answer.body === ''
          ? []
          : [
              `key ${Object.values(keys[index] ?? {})[0] ?? '(none)'} must be answered with 401 and no body: ${brief(answer)}`,
            ],
      ),
    );
  },
);

test(
  'The sandbox stops an endless loop in both languages and runs other programs meanwhile',
  check({
    ...declared,
    id: 'sandbox-endless-loop',
    lock: 'sandbox-workers',
    dependsOn: ['sandbox-python3', 'sandbox-nodejs'],
    faults: [{ kind: 'switch', name: 'late-time-limit', part: 'sandbox' }],
    remediation:
      'Set WORKER_TIMEOUT to whole seconds, and leave the sandbox the KILL capability: without it no program can be stopped.',
  }),
  async ({ env, kube, inPod, measure }) => {
    const { workerTimeout = 0 } = await sandboxSettings(kube, env.config);
    const seconds = workerTimeout || 5;
    if (seconds > 40) inconclusive(`programs may run for ${seconds} s, too long for this check`);
    test.setTimeout((seconds + 45) * 1000);
    const [python, javascript, other = NOTHING] = await runAll(
      inPod,
      [
        { language: 'python3', code: 'while True: pass' },
        { language: 'nodejs', code: 'while (true);' },
        { language: 'python3', code: 'print("alive")' },
      ],
      seconds + 15,
    );
    expectNone(
      [python, javascript].flatMap((ended = NOTHING, index) => {
        const title = LANGUAGES[index]?.title;
        measure(`time until the endless loop in ${title} was stopped`, ended.elapsedMs, 'ms', (seconds + 10) * 1000);
        return ended.fault.includes('timeout') ? [] : [`${title} must end with a timeout, not with "${ended.fault}"`];
      }),
    );
    expect(other.stdout.trim(), 'output of another program meanwhile').toBe('alive');
    expect(other.elapsedMs, 'the other program waited for the endless ones').toBeLessThan(seconds * 1000);
  },
);

test(
  'Code nodes of a workflow run in both languages and show errors of their code',
  check({
    ...declared,
    id: 'sandbox-code-node',
    dependsOn: ['sandbox-python3', 'sandbox-nodejs', 'login-first-setup'],
    needs: ['dify-sandbox', 'dify-api', 'ingress-controller', 'postgres'],
    faults: [{ kind: 'switch', name: 'sandbox-key-lost', part: 'api' }],
    remediation:
      "Check endpoint, key and ENABLE_NETWORK; kubectl -n dify logs deployment/dify-api shows the sandbox's response.",
  }),
  async ({ session, note }) => {
    const [a, b] = [randomInt(1e5, 1e6), randomInt(1e5, 1e6)];
    const python = (body: string) => ({ code_language: 'python3', code: `def main() -> dict:\n    ${body}\n` });
    const message = `e2e-${randomUUID()}`;
    const nodes = [
      python(`return {"result": ${a} * ${b}}`),
      { code_language: 'javascript', code: `function main() {\n  return { result: ${a} * ${b} };\n}\n` },
      python(`raise ValueError("${message}")`),
    ];
    const outputs = { result: { type: 'number', children: null } };
    const [inPython, inJavaScript, broken] = await Promise.all(
      nodes.map((node) => runNode(session, { type: 'code', ...node, outputs })),
    );
    for (const run of [inPython, inJavaScript]) {
      expect(run?.status, `the node ended with: ${run?.error}`).toBe('succeeded');
      expect(run?.outputs.result).toBe(a * b);
    }
    expect(broken?.status, 'a node whose code raises an error').toBe('failed');
    expect(broken?.error, 'the error that the console shows').toContain(message);
    note(`${a} * ${b} = ${a * b}, computed by a code node in both languages; errors of the code are shown`);
  },
);
