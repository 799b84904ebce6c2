import type { WorkloadRef } from '../../core/config/index.ts';
import { HarnessError } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import type { Kube } from './kube.ts';
import { execInPod } from './pod-exec.ts';

export interface PodProgram {
  /** For messages: `http_call.py`. */
  readonly name: string;
  /** Python source; it reads a JSON argument and prints one line of JSON last. */
  readonly source: string;
}

/**
 * Runs a small Python program inside a pod of the workload, with the container's own environment: it checks what that container
 * is configured to reach, and no secret has to leave it.
 * @throws HarnessError `POD_PROGRAM_FAILED` with the last lines of its stderr, and those of `execInPod`.
 */
export async function runInPod<T>(
  kube: Kube,
  workload: WorkloadRef,
  program: PodProgram,
  input: unknown,
  timeoutMs?: number,
): Promise<T> {
  const argv = ['python3', '-c', program.source, JSON.stringify(input)];
  const result = await execInPod(kube, workload, argv, timeoutMs).catch((error: unknown) => {
    throw named(error, program.name);
  });
  const last = result.stdout.trim().split('\n').at(-1) ?? '';
  if (result.exitCode === 0) return JSON.parse(last) as T;
  const lines = redact(result.stderr).trim().split('\n').slice(-8);
  throw new HarnessError({
    code: 'POD_PROGRAM_FAILED',
    message: `${program.name} in pod ${result.pod}: ${lines.at(-1) || `exit code ${result.exitCode}`}`,
    details: lines,
  });
}

/** Names the program in the message instead of the interpreter. */
function named(error: unknown, program: string): unknown {
  if (!(error instanceof HarnessError)) return error;
  const { code, message, hint } = error;
  return new HarnessError({
    code,
    message: message.replace(/^python3\b/, program),
    cause: error,
    ...(hint ? { hint } : {}),
  });
}
