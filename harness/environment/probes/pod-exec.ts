import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Exec, type V1Status } from '@kubernetes/client-node';
import type { WorkloadRef } from '../../core/config/index.ts';
import { type ErrorCode, HarnessError, messageOf } from '../../core/errors.ts';
import { type Kube, readyPodOf } from './kube.ts';

export interface ExecResult {
  readonly pod: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program in the workload's own container of a ready pod.
 * @throws HarnessError `POD_EXEC_REFUSED` if the API server does not forward it, `POD_EXEC_FAILED` if the container can't run
 *   it, `POD_EXEC_TIMEOUT`, `NO_READY_POD`. A program that exits with an error is a result, not an exception.
 */
export async function execInPod(
  kube: Kube,
  workload: WorkloadRef,
  argv: readonly string[],
  timeoutMs = 30_000,
): Promise<ExecResult> {
  const pod = await readyPodOf(kube, workload);
  const container = workload.container ?? pod.spec?.containers[0]?.name ?? '';
  const place = { pod: pod.metadata?.name ?? '', container };
  return execInContainer(kube, place, argv, timeoutMs);
}

/** Runs a program in one container. @throws HarnessError `POD_EXEC_FAILED`, `POD_EXEC_TIMEOUT`. */
export async function execInContainer(
  kube: Kube,
  { pod: name, container }: { readonly pod: string; readonly container: string },
  argv: readonly string[],
  timeoutMs = 30_000,
): Promise<ExecResult> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  const status = await run(kube, name, container, argv, { stdout, stderr }, timeoutMs);
  const [out, err] = await output;
  return { pod: name, exitCode: exitCodeOf(status, name, argv), stdout: out, stderr: err };
}

async function run(
  kube: Kube,
  pod: string,
  container: string,
  argv: readonly string[],
  { stdout, stderr }: { stdout: PassThrough; stderr: PassThrough },
  timeoutMs: number,
): Promise<V1Status> {
  const ended = Promise.withResolvers<V1Status>();
  const fail = (code: ErrorCode, message: string): void => {
    stdout.end();
    stderr.end();
    ended.reject(new HarnessError({ code, message: `${argv[0]} in pod ${pod}: ${message}` }));
  };
  const socket = await new Exec(kube.config)
    .exec(kube.namespace, pod, container, [...argv], stdout, stderr, null, false, ended.resolve)
    .catch((cause: unknown) => {
      throw new HarnessError({
        code: 'POD_EXEC_REFUSED',
        message: `${argv[0]} in pod ${pod}: ${messageOf(cause)}`,
        cause,
      });
    });
  const deadline = AbortSignal.timeout(timeoutMs);
  deadline.onabort = () => fail('POD_EXEC_TIMEOUT', `did not finish within ${timeoutMs / 1000} s`);
  socket.onclose = () => fail('POD_EXEC_FAILED', 'the connection ended without an exit code');
  try {
    return await ended.promise;
  } finally {
    deadline.onabort = null;
    socket.onclose = null;
    socket.close();
  }
}

/** The API reports the exit code as a status: `Success`, or `Failure` with the code among its causes. */
function exitCodeOf(status: V1Status, pod: string, argv: readonly string[]): number {
  if (status.status === 'Success') return 0;
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  if (cause?.message !== undefined) return Number(cause.message);
  throw new HarnessError({
    code: 'POD_EXEC_FAILED',
    message: `${argv[0]} could not be run in pod ${pod}: ${status.message ?? 'no reason was given'}`,
  });
}
