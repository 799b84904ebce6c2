import { Argument, type Command } from 'commander';
import { SCRIPTS } from '../completion.ts';

/** `completion`: the script with which a shell completes verbs, options and their values. */
export function registerCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a completion script for your shell: source <(dify-e2e completion bash)')
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(SCRIPTS)))
    .action((shell: keyof typeof SCRIPTS) => void process.stdout.write(SCRIPTS[shell]));
}
