import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { loadConfig } from '../../core/config/index.ts';
import { UsageError } from '../../core/errors.ts';
import { ownCommand } from '../../core/own-command.ts';
import { type Ask, fillGaps, type Gap, missingIn, provable } from '../../init/index.ts';
import { listChecks } from '../../run/playwright.ts';
import type { CliContext } from '../context.ts';
import { OWN_CONFIG } from '../options.ts';
import { inferFor, write } from '../own-config.ts';
import { provableText } from '../provable-text.ts';

interface InitOptions {
  readonly output: string;
  readonly values?: readonly string[];
  readonly namespace?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

/** `init DIR`: writes the config of a set, read from the set itself. */
export function registerInit(program: Command, context: CliContext): void {
  program
    .command('init <dir>')
    .description(
      'write a config for a manifest set, read from the set itself, and say what a run will be able to prove',
    )
    .option('-o, --output <file>', 'where to write it', OWN_CONFIG)
    .option('--values <file>', 'values file for a Helm chart; repeatable, later files win', collect)
    .option('--namespace <name>', 'namespace of a set whose objects name none; default: dify')
    .option('-y, --yes', 'ask nothing: take what can be guessed')
    .option('--force', 'overwrite the file')
    .action(async (dir: string, options: InitOptions) => context.exit(await init(dir, options, context.signal)));
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** @returns the exit code: 64 if something must be added before a run. */
async function init(dir: string, options: InitOptions, signal: AbortSignal): Promise<number> {
  const { output, yes, force } = options;
  if (existsSync(output) && !force)
    throw new UsageError({
      code: 'CONFIG_EXISTS',
      message: `${output} is already there`,
      hint: `${ownCommand(`init ${dir} --force`)} overwrites it; --output FILE writes another one`,
    });
  const inferred = await inferFor(dir, output, options);
  const ask = yes || !process.stdin.isTTY ? undefined : asking(signal);
  write(output, await fillGaps(inferred, ask), inferred, HEAD);
  const missing = missingIn(inferred, ask !== undefined);
  process.stdout.write(`${output} was written.\n\n`);
  if (missing.length > 0) return incomplete(missing);
  const { config } = loadConfig(output);
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-init-'));
  const checks = await listChecks(join(folder, 'catalogue.json'), signal).finally(() =>
    rm(folder, { recursive: true, force: true }),
  );
  process.stdout.write(`${provableText(provable(config, checks))}\n\n`);
  process.stdout.write(`Next: ${ownCommand(`run --config ${output}`)}\n`);
  return 0;
}

function incomplete(missing: readonly string[]): number {
  process.stdout.write(`What a run needs besides:\n${missing.map((line) => `  ${line}\n`).join('')}`);
  return 64;
}

const HEAD = 'Config of dify-e2e, read from the set. Correct what is wrong; docs/config.md explains every key.';

/** Asks in the terminal, with the guess as the default answer; asks again where there is none. */
function asking(signal: AbortSignal): Ask {
  return async ({ key, question, fallback }: Gap) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      for (;;) {
        const prompt = `${question} (${key})${fallback === undefined ? '' : ` [${fallback}]`}: `;
        const answer = (await lines.question(prompt, { signal })).trim() || fallback;
        if (answer) return answer;
      }
    } finally {
      lines.close();
    }
  };
}
