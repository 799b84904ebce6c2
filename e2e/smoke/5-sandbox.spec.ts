import { randomInt, randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, type HttpAnswer, jsonOf } from '../../harness/index.ts';
import { check } from '../support/check.ts';
import { test } from '../support/fixtures.ts';
import { runNode } from '../support/workflow-app.ts';

const declared = {
  claims: ['DEP-3', 'SVC-2'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-sandbox', 'dify-api'],
  dependsOn: ['configured-calls-answer'],
} as const;

const RUN = '${CODE_EXECUTION_ENDPOINT}/v1/sandbox/run';
const KEY = { 'X-Api-Key': '${CODE_EXECUTION_API_KEY}' };

/** What Dify sends; it always asks for network, and without it 0.2.x kills Python at random. */
const program = (language: 'python3' | 'nodejs', code: string) => ({
  language,
  code,
  preload: '',
  enable_network: true,
});

interface Outcome {
  readonly stdout: string;
  readonly error: string;
}

/** The sandbox answers HTTP 200 for almost every failure: only code 0 is an answer of a program. */
function outcomeOf(answer: Pick<HttpAnswer, 'status' | 'body'>): Outcome {
  const { code, data } = jsonOf(answer);
  expect(`${answer.status}, code ${String(code)}`, `the sandbox did not run the program: ${brief(answer)}`).toBe(
    '200, code 0',
  );
  const { stdout = '', error = '' } = (data ?? {}) as Partial<Outcome>;
  return { stdout, error };
}

const LANGUAGES = [
  { language: 'python3', title: 'Python', code: (a: number, b: number) => `print(${a} * ${b})` },
  { language: 'nodejs', title: 'JavaScript', code: (a: number, b: number) => `console.log(${a} * ${b})` },
] as const;

for (const { language, title, code } of LANGUAGES) {
  test(
    `${title} is really computed in the sandbox, called from the API's pod with the API's own key`,
    check({
      ...declared,
      id: `sandbox-${language}`,
      remediation:
        'CODE_EXECUTION_API_KEY of the API must equal API_KEY of the sandbox; its capabilities must be the default ones.',
    }),
    async ({ podHttp, note, measure }) => {
      const [a, b] = [randomInt(1e5, 1e6), randomInt(1e5, 1e6)];
      const call = { method: 'POST', headers: KEY, json: program(language, code(a, b)), timeoutSeconds: 25 } as const;
      const answer = await podHttp('api', RUN, call);
      const { stdout, error } = outcomeOf(answer);
      expect(stdout.trim(), `output of ${a} * ${b}; error: ${error}`).toBe(String(a * b));
      expect(error, 'the program must end without an error').toBe('');
      measure(`one ${title} run`, answer.elapsedMs, 'ms');
      note(`${a} * ${b} = ${stdout.trim()}`);
    },
  );
}

test(
  'The sandbox refuses a wrong key and a missing one',
  check({
    ...declared,
    id: 'sandbox-key',
    remediation: 'Set API_KEY of the sandbox from the Secret; an empty value leaves the public default key in force.',
  }),
  async ({ podHttp }) => {
    const json = program('python3', 'print(1)');
    for (const headers of [{ 'X-Api-Key': randomUUID() }, { 'X-Api-Key': 'dify-sandbox' }, {}]) {
      const answer = await podHttp('api', RUN, { method: 'POST', headers, json });
      expect(answer.status, `key ${Object.values(headers)[0] ?? '(none)'}: ${brief(answer)}`).toBe(401);
    }
  },
);

test(
  'An endless loop is cut off by the sandbox, which goes on working',
  check({
    ...declared,
    id: 'sandbox-endless-loop',
    dependsOn: ['sandbox-python3'],
    remediation:
      'Set WORKER_TIMEOUT to whole seconds, and leave the sandbox the KILL capability: without it nothing is cut off.',
  }),
  async ({ podHttp, measure }) => {
    const call = { method: 'POST', headers: KEY, timeoutSeconds: 28 } as const;
    const endless = await podHttp('api', RUN, { ...call, json: program('python3', 'while True: pass') });
    const { error } = outcomeOf(endless);
    expect(error, 'an endless loop must end with a time-out').toContain('timeout');
    measure('endless loop until it was cut off', endless.elapsedMs, 'ms');
    const after = outcomeOf(await podHttp('api', RUN, { ...call, json: program('python3', 'print("alive")') }));
    expect(after.stdout.trim()).toBe('alive');
  },
);

test(
  'A code node of a workflow computes through the API and the sandbox',
  check({
    ...declared,
    id: 'sandbox-code-node',
    dependsOn: ['sandbox-python3', 'login-first-setup'],
    needs: ['dify-sandbox', 'dify-api', 'ingress-controller', 'postgres'],
    remediation:
      'kubectl -n dify logs deployment/dify-api names the answer of the sandbox; compare endpoint, key and ENABLE_NETWORK.',
  }),
  async ({ session, note }) => {
    const [a, b] = [randomInt(1e5, 1e6), randomInt(1e5, 1e6)];
    const run = await runNode(session, {
      type: 'code',
      code_language: 'python3',
      code: `def main() -> dict:\n    return {"result": ${a} * ${b}}\n`,
      outputs: { result: { type: 'number', children: null } },
    });
    expect(run.status, `the node ended with: ${run.error}`).toBe('succeeded');
    expect(run.outputs.result).toBe(a * b);
    note(`${a} * ${b} = ${String(run.outputs.result)}, computed by a code node`);
  },
);
