import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brief, HarnessError, jsonOf, packageRoot } from '../../../harness/index.ts';
import type { PodHttp } from '../cluster/pod-http.ts';

/**
 * Runs a program of `e2e/programs` as user code in the sandbox, as the API does: same endpoint, same key, with network.
 * @returns the last line that the program printed, parsed as JSON.
 * @throws HarnessError `USER_CODE_FAILED` if it did not complete.
 */
export async function runProgramAsUserCode<T>(podHttp: PodHttp, program: string, input: unknown): Promise<T> {
  const source = readFileSync(join(packageRoot(), 'e2e', 'programs', program), 'utf8');
  // JSON twice: once for the program, once as a Python string literal.
  const code = `import sys\nsys.argv[1:] = [${JSON.stringify(JSON.stringify(input))}]\n${source}`;
  return JSON.parse(await runUserCode(podHttp, 'python3', code)) as T;
}

/** @returns the last line that the code printed. @throws HarnessError `USER_CODE_FAILED`. */
export async function runUserCode(podHttp: PodHttp, language: 'python3' | 'nodejs', code: string): Promise<string> {
  const answer = await podHttp('api', '${CODE_EXECUTION_ENDPOINT}/v1/sandbox/run', {
    method: 'POST',
    headers: { 'X-Api-Key': '${CODE_EXECUTION_API_KEY}' },
    json: { language, code, preload: '', enable_network: true },
    timeoutSeconds: 25,
  });
  const data = (jsonOf(answer).data ?? {}) as { stdout?: string; error?: string };
  const last = data.stdout?.trim().split('\n').at(-1);
  if (last) return last;
  // The last line says how it ended, the one before it why.
  const why = data.error?.trim().split('\n').slice(-2).join('; ') || brief(answer);
  throw new HarnessError({
    code: 'USER_CODE_FAILED',
    message: `${language} code did not complete in the sandbox: ${why}`,
  });
}
