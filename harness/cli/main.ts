#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { explain, HarnessError, UsageError } from '../core/errors.ts';
import { EXIT_INTERRUPTED, EXIT_USAGE } from '../core/model/run.ts';
import { ownCommand } from '../core/own-command.ts';
import { redact } from '../core/redact.ts';
import { runProgram } from './program.ts';

// Verbs are loaded on demand; compiling all of them takes a third of lint's time for a small set.
enableCompileCache();

const abort = new AbortController();

/** The first signal ends the run gracefully: evidence, report, undo. The second one ends the process. */
function onSignal(signal: NodeJS.Signals): void {
  if (abort.signal.aborted) {
    process.stderr.write(
      `\nInterrupted twice: clean-up aborted. Remove what is left with: ${ownCommand('down --all')}\n`,
    );
    process.exit(EXIT_INTERRUPTED);
  }
  process.stderr.write(`\n${signal}: shutting down gracefully (interrupt again to quit immediately) …\n`);
  abort.abort(new HarnessError({ code: 'INTERRUPTED', message: `interrupted by ${signal}` }));
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);

try {
  process.exitCode = await runProgram(process.argv.slice(2), abort.signal);
} catch (error) {
  process.stderr.write(`${explain(error).map(redact).join('\n')}\n`);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : 2;
}
if (abort.signal.aborted) process.exitCode = EXIT_INTERRUPTED;

// An open socket of a client library must not keep the process alive; flush the output first.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
