import { brief, jsonOf } from '../../../harness/index.ts';
import type { InPod } from '../cluster/pod-http.ts';
import { callAll, type PodAnswer, type PodCall } from '../cluster/pod-http.ts';

export type Language = 'python3' | 'nodejs';

/** One program for the sandbox. */
export interface Program {
  readonly language: Language;
  readonly code: string;
}

/** How a program ended, for all versions of the sandbox. */
export interface Ended {
  readonly stdout: string;
  /** The program's stderr, without what the sandbox adds about how it ended. */
  readonly stderr: string;
  /** The sandbox's own message if the program failed: `exit status 3`, `timeout`, `operation not permitted`; otherwise empty. */
  readonly fault: string;
  readonly elapsedMs: number;
}

const URL_OF_RUN = '${CODE_EXECUTION_ENDPOINT}/v1/sandbox/run';

/** The call as the API makes it: with its own key, and always with network (without it, 0.2.x kills Python at random). */
export function runCall({ language, code }: Program, timeoutSeconds = 25): PodCall {
  return {
    url: URL_OF_RUN,
    method: 'POST',
    headers: { 'X-Api-Key': '${CODE_EXECUTION_API_KEY}' },
    json: { language, code, preload: '', enable_network: true },
    timeoutSeconds,
  };
}

/**
 * Runs programs from one API pod, all at once.
 * @throws Error if the sandbox did not run one of them.
 */
export async function runAll(inPod: InPod, programs: readonly Program[], seconds = 25): Promise<Ended[]> {
  const calls = programs.map((program) => runCall(program, seconds));
  return (await callAll(inPod, calls, (seconds + 10) * 1000)).map(endedOf);
}

/**
 * Reads the response to a run. The sandbox answers almost every failure with HTTP 200: only with code 0 has a program run.
 * Up to 0.2.15, `data.error` contains stderr and then lines `error: …` if the program failed; later versions have separate fields.
 * @throws Error if no program was run.
 */
export function endedOf(answer: Pick<PodAnswer, 'status' | 'body' | 'elapsedMs'>): Ended {
  const { code, data } = jsonOf(answer);
  if (answer.status !== 200 || code !== 0) throw new Error(`the sandbox did not run the program: ${brief(answer)}`);
  const { elapsedMs } = answer;
  const { stdout = '', error = '', stderr, exit_code } = (data ?? {}) as Record<string, string | number | undefined>;
  const text = String(error);
  if (stderr !== undefined)
    return { stdout: String(stdout), stderr: String(stderr), fault: exit_code === 0 ? '' : text.trim(), elapsedMs };
  const [, written = '', fault = ''] = /^([\s\S]*?)((?:(?<=^|\n)error: .*\n?)*)$/.exec(text) ?? [];
  return { stdout: String(stdout), stderr: written, fault: fault.replaceAll(/^error: /gm, '').trim(), elapsedMs };
}

/** @returns how many of the intervals overlap at most; one that starts when another ends does not overlap it. */
export function mostAtOnce(intervals: readonly (readonly [from: number, to: number])[]): number {
  return Math.max(
    0,
    ...intervals.map(([from]) => intervals.filter(([start, end]) => start <= from && from < end).length),
  );
}

/** @returns a setting as the sandbox reads it: the variable takes precedence over `conf/config.yaml`. */
export function settingOf(printed: string, variable: string, line: string): number | undefined {
  const found =
    new RegExp(`^${variable}=(\\d+)$`, 'm').exec(printed)?.[1] ??
    new RegExp(`^${line}: *(\\d+)`, 'm').exec(printed)?.[1];
  return found === undefined ? undefined : Number(found);
}
