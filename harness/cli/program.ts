import { Command, CommanderError } from 'commander';
import { EXIT_USAGE } from '../core/model/run.ts';
import { harnessVersion } from '../run/assemble.ts';
import { COMPLETE, candidates } from './completion.ts';
import type { CliContext } from './context.ts';
import { registerVerbs } from './verbs/index.ts';

/** Parses the arguments and runs the verb. @returns its exit code. */
export async function runProgram(args: readonly string[], signal: AbortSignal): Promise<number> {
  let exitCode = 0;
  const context: CliContext = {
    signal,
    exit: (code) => {
      exitCode = code;
    },
  };
  if (args[0] === COMPLETE) {
    const words = args.slice(1);
    process.stdout.write(`${candidates(await createProgram(words, context), words).join('\n')}\n`);
    return 0;
  }
  const program = await createProgram(args, context);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    throw error;
  }
}

async function createProgram(args: readonly string[], context: CliContext): Promise<Command> {
  const program = new Command('dify-e2e')
    .description('Verifies a Dify deployment on Kubernetes, end to end, and writes a sign-off report.')
    .version(harnessVersion())
    .addHelpText('after', HELP_AFTER)
    .exitOverride();
  await registerVerbs(program, context, args);
  return program;
}

const HELP_AFTER = `
Exit codes: 0 GO, 1 NO-GO, 2 ERROR, 3 INCONCLUSIVE, 4 CONDITIONAL, 64 usage or config error, 130 interrupted.
Results go to stdout, progress to stderr. Start with: dify-e2e doctor`;
