import { Agent, request } from 'undici';
import type { CommandResult } from '../exec/command.ts';

/** Runs the Docker client. @throws if it can't be started. */
export type RunClient = (args: readonly string[]) => Promise<CommandResult>;

/**
 * @returns whether a registry has the image: first asked through the engine, which knows its mirrors and its own network, then by
 *   the client, which knows the user's credentials.
 */
export async function isOffered(run: RunClient, name: string, signal: AbortSignal): Promise<boolean> {
  return (await engineSees(run, name, signal)) || (await clientSees(run, name));
}

/** `GET /distribution/{name}/json` of the engine's API. Only over a socket: other connections need keys. */
async function engineSees(run: RunClient, name: string, signal: AbortSignal): Promise<boolean> {
  const socketPath = /^unix:\/\/(.+)$/.exec(await endpoint(run))?.[1];
  if (socketPath === undefined) return false;
  const dispatcher = new Agent({ connect: { socketPath } });
  try {
    const answer = await request(`http://engine/distribution/${name}/json`, { dispatcher, signal });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  } finally {
    await dispatcher.close();
  }
}

async function endpoint(run: RunClient): Promise<string> {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const args = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  return (await run(args).catch(() => undefined))?.stdout.trim() ?? '';
}

async function clientSees(run: RunClient, name: string): Promise<boolean> {
  return (await run(['manifest', 'inspect', name]).catch(() => undefined))?.exitCode === 0;
}
