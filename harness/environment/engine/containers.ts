import type { CommandOptions, CommandResult } from '../../provision/exec/command.ts';
import { docker } from './docker.ts';

/** Runs a program in a container. @throws HarnessError of the command, unless `allowFailure`. */
export function execIn(
  container: string,
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const interactive = options.input === undefined ? [] : ['--interactive'];
  return docker(['exec', ...interactive, container, ...argv], options);
}

/** Pauses every process of a container. Disposing of the result resumes them. @throws HarnessError of the command. */
export async function pauseContainer(container: string): Promise<AsyncDisposable> {
  await docker(['pause', container], { timeoutMs: 10_000 });
  return {
    [Symbol.asyncDispose]: async () => {
      await docker(['unpause', container], { timeoutMs: 10_000 });
    },
  };
}

/** Stops a container; its processes get 5 s to exit. @throws HarnessError of the command. */
export async function stopContainer(container: string, signal?: AbortSignal): Promise<void> {
  await docker(['stop', '--time', '5', container], signal ? { signal } : {});
}

/** @returns `running`, `exited`, …; undefined for a container that does not exist. */
export async function containerState(container: string): Promise<string | undefined> {
  const { stdout } = await docker(['inspect', '--format', '{{.State.Status}}', container], { allowFailure: true });
  return stdout.trim() || undefined;
}

/** @returns name → state of the containers that exist, in one call. */
export async function containerStates(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const format = '{{.Name}} {{.State.Status}}';
  const { stdout } = await docker(['inspect', '--format', format, ...names], { allowFailure: true });
  const rows = stdout.split('\n').map((line) => line.replace(/^\//, '').split(' '));
  return new Map(rows.flatMap(([name = '', state]) => (state === undefined ? [] : [[name, state] as const])));
}

/** @returns the last log lines of a container, stdout first; none if it does not exist. */
export async function lastLines(container: string, count: number): Promise<string[]> {
  const { stdout, stderr } = await docker(['logs', '--tail', String(count), container], { allowFailure: true });
  return `${stdout}\n${stderr}`.trim().split('\n');
}
