import { HarnessError } from '../../../../core/errors.ts';
import { ownCommand } from '../../../../core/own-command.ts';
import { type CommandOptions, type CommandResult, command } from '../../../../provision/exec/command.ts';

/** The nodes must not use proxies of the user's shell: nothing on them may call outside. */
const NO_PROXIES = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
    [name, ''],
    [name.toUpperCase(), ''],
  ]),
);

/** Runs kind with Docker as its provider, regardless of the user's environment. */
export function kind(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const env = { ...NO_PROXIES, KIND_EXPERIMENTAL_PROVIDER: 'docker', ...options.env };
  return command(program, args, { ...options, env });
}

/** kind's last `ERROR:` lines say what went wrong; the rest is progress. */
export function kindError(name: string, output: string): HarnessError {
  const lines = output.split('\n').map((line) => line.trim());
  const errors = lines.filter((line) => line.startsWith('ERROR:') || line.includes('error:'));
  const details = lines.filter((line) => line !== '').slice(-15);
  if (portWasTaken(output)) return portTaken(name, details);
  return new HarnessError({
    code: 'CLUSTER_NOT_CREATED',
    message: `kind could not create the cluster ${name}`,
    ...(errors.length > 0 ? { likely: errors.slice(-1).join(' ') } : {}),
    details,
    hint: ownCommand('doctor'),
  });
}

const portTaken = (name: string, details: readonly string[]): HarnessError =>
  new HarnessError({
    code: 'PORT_TAKEN',
    message: `a loopback port of the cluster ${name} was taken by another program, again and again`,
    likely:
      'another cluster has fixed ports in its kind config (extraPortMappings), or programs open many ports at this moment',
    details,
    hint: 'ss -ltnp   (docker ps shows the ports of containers); then try again',
  });

/** @returns whether kind failed because the chosen port was taken in the meantime. */
export const portWasTaken = (output: string): boolean =>
  /port is already allocated|address already in use|bind for 127\.0\.0\.1/i.test(output);
