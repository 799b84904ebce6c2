import { Agent, request } from 'undici';
import { command } from '../exec/command.ts';

/**
 * @returns whether a registry has the image: first asked through the engine, which knows its mirrors and its own network, then by
 *   the client, which knows the user's credentials.
 */
export async function isOffered(docker: string, name: string, signal: AbortSignal): Promise<boolean> {
  return (await engineSees(docker, name, signal)) || (await clientSees(docker, name, signal));
}

/** `GET /distribution/{name}/json` of the engine's API. Only over a socket: other connections need keys. */
async function engineSees(docker: string, name: string, signal: AbortSignal): Promise<boolean> {
  const socketPath = /^unix:\/\/(.+)$/.exec(await endpoint(docker, signal))?.[1];
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

async function endpoint(docker: string, signal: AbortSignal): Promise<string> {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const args = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  return (await quietly(docker, args, signal))?.stdout.trim() ?? '';
}

async function clientSees(docker: string, name: string, signal: AbortSignal): Promise<boolean> {
  return (await quietly(docker, ['manifest', 'inspect', name], signal))?.exitCode === 0;
}

const quietly = (docker: string, args: readonly string[], signal: AbortSignal) =>
  command(docker, args, { signal, allowFailure: true }).catch(() => undefined);
