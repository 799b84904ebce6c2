import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

type Register = (program: Command, context: CliContext) => void;

/** Every verb, in the order in which `--help` lists them. */
const VERBS: ReadonlyMap<string, () => Promise<Register>> = new Map([
  ['init', () => import('./init.ts').then(({ registerInit }) => registerInit)],
  ['run', () => import('./run.ts').then(({ registerRun }) => registerRun)],
  ['doctor', () => import('./doctor.ts').then(({ registerDoctor }) => registerDoctor)],
  ['plan', () => import('./plan.ts').then(({ registerPlan }) => registerPlan)],
  ['lint', () => import('./lint.ts').then(({ registerLint }) => registerLint)],
  ['upgrade-plan', () => import('./upgrade-plan.ts').then(({ registerUpgradePlan }) => registerUpgradePlan)],
  ['up', () => import('./up.ts').then(({ registerUp }) => registerUp)],
  ['test', () => import('./test.ts').then(({ registerTest }) => registerTest)],
  ['self-test', () => import('./self-test.ts').then(({ registerSelfTest }) => registerSelfTest)],
  ['report', () => import('./report.ts').then(({ registerReport }) => registerReport)],
  ['open', () => import('./open.ts').then(({ registerOpen }) => registerOpen)],
  ['serve', () => import('./serve.ts').then(({ registerServe }) => registerServe)],
  ['compare', () => import('./compare.ts').then(({ registerCompare }) => registerCompare)],
  ['diagnose', () => import('./diagnose.ts').then(({ registerDiagnose }) => registerDiagnose)],
  ['down', () => import('./down.ts').then(({ registerDown }) => registerDown)],
  ['images', () => import('./images.ts').then(({ registerImages }) => registerImages)],
  ['prune', () => import('./prune.ts').then(({ registerPrune }) => registerPrune)],
  ['verify-report', () => import('./verify-report.ts').then(({ registerVerifyReport }) => registerVerifyReport)],
  ['sign', () => import('./sign.ts').then(({ registerSign }) => registerSign)],
  ['completion', () => import('./completion.ts').then(({ registerCompletion }) => registerCompletion)],
  ['ci', () => import('./ci.ts').then(({ registerCi }) => registerCi)],
  ['nightly', () => import('./nightly.ts').then(({ registerNightly }) => registerNightly)],
]);

/**
 * Adds the given verb to the program, or all of them if it is unknown, for the help and the suggestion of the right one.
 * `lint` must not wait for the libraries of the others.
 */
export async function registerVerbs(program: Command, context: CliContext, args: readonly string[]): Promise<void> {
  const typed = VERBS.get(args.find((arg) => !arg.startsWith('-')) ?? '');
  for (const register of await Promise.all((typed ? [typed] : [...VERBS.values()]).map((load) => load()))) {
    register(program, context);
  }
}
