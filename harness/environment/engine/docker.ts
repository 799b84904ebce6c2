import { type CommandOptions, type CommandResult, command } from '../../provision/exec/command.ts';

/** Runs one command of the Docker client. @throws HarnessError of the command, unless `allowFailure`. */
export function docker(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return command('docker', args, options);
}
