import { HarnessError } from '../../core/errors.ts';
import { ownCommand } from '../../core/own-command.ts';
import { pending, ready, waitFor } from '../../core/wait.ts';
import { command } from '../exec/command.ts';
import { detectEngine } from './engine.ts';
import { isAlive } from './process.ts';
import { type MachineState, readState, updateState } from './state.ts';

export type StopResult = 'stopped' | 'not-ours' | 'was-not-running';

/**
 * Stops the engine if the harness started it.
 * @throws HarnessError `ENGINE_IN_USE` if containers are running in it.
 */
export async function stopEngine(cacheDir: string, signal?: AbortSignal): Promise<StopResult> {
  const { engine } = await readState(cacheDir);
  if (!engine) return 'not-ours';
  const alive = engine.process ? await isAlive(engine.process) : engine.systemdUnit !== undefined;
  if (alive) {
    await refuseWhileUsed(engine.socket, signal);
    await stop(engine, signal);
  }
  await updateState(cacheDir, ({ engine: _gone, ...rest }) => rest);
  return alive ? 'stopped' : 'was-not-running';
}

/** @throws HarnessError `ENGINE_IN_USE` if containers are running in the engine at that socket. */
export async function refuseWhileUsed(socket: string, signal?: AbortSignal): Promise<void> {
  const status = await detectEngine({ endpoint: `unix://${socket}`, ...(signal && { signal }) });
  const running = status.state === 'running' ? status.engine.runningContainers : 0;
  if (running === 0) return;
  throw new HarnessError({
    code: 'ENGINE_IN_USE',
    message: `${running} containers are still running in the Docker engine, so it was not stopped`,
    hint: `${ownCommand('down')}   then check: docker ps`,
  });
}

async function stop(engine: NonNullable<MachineState['engine']>, signal?: AbortSignal): Promise<void> {
  const { process: known, systemdUnit } = engine;
  if (systemdUnit !== undefined) {
    // The socket unit would restart the engine on the next connection.
    await command('systemctl', ['stop', `${systemdUnit}.socket`, systemdUnit], { timeoutMs: 60_000 });
    return;
  }
  if (!known) return;
  process.kill(known.pid, 'SIGTERM');
  const poll = async () => ((await isAlive(known)) ? pending('it is still shutting down') : ready(undefined));
  await waitFor({ subject: `shutdown of dockerd (process ${known.pid})`, timeoutMs: 30_000, poll }, signal);
}
