import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { serveReports } from '../../report/index.ts';
import type { CliContext } from '../context.ts';

/** `serve [dir]`: the reports with their history, on loopback, until it is interrupted. */
export function registerServe(program: Command, { signal }: CliContext): void {
  program
    .command('serve [dir]')
    .description('serve the reports and a list of all runs on loopback (default: reports/)')
    .option('--port <number>', 'port to listen on; 0: any free one', portOf, 0)
    .action(async (dir: string | undefined, { port }: { port: number }) => {
      const { url, server } = await serveReports(dir ?? 'reports', port);
      process.stdout.write(`${url}\n`);
      if (!signal.aborted) await once(signal, 'abort');
      server.closeAllConnections();
      server.close();
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('a port is 0 to 65535.');
  return port;
}
