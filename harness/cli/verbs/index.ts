import type { Command } from 'commander';
import type { CliContext } from '../program.ts';
import { registerCi } from './ci.ts';
import { registerDiagnose } from './diagnose.ts';
import { registerDoctor } from './doctor.ts';
import { registerDown } from './down.ts';
import { registerImages } from './images.ts';
import { registerLint } from './lint.ts';
import { registerNightly } from './nightly.ts';
import { registerPlan } from './plan.ts';
import { registerPrune } from './prune.ts';
import { registerReport } from './report.ts';
import { registerRun } from './run.ts';
import { registerTest } from './test.ts';
import { registerUp } from './up.ts';
import { registerVerifyReport } from './verify-report.ts';

const REGISTER = [
  registerRun,
  registerDoctor,
  registerPlan,
  registerLint,
  registerUp,
  registerTest,
  registerReport,
  registerDiagnose,
  registerDown,
  registerImages,
  registerPrune,
  registerVerifyReport,
  registerCi,
  registerNightly,
];

/** Adds every verb to the program, in the order in which `--help` lists them. */
export function registerVerbs(program: Command, context: CliContext): void {
  for (const register of REGISTER) register(program, context);
}
