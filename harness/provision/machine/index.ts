/** The machine that the harness runs on: what it has, what is missing, and how to install and uninstall that. */
export { type CpuBudget, cpuBudget } from './budget.ts';
export {
  CACHE_PARTS,
  type CacheEntry,
  type CachePart,
  cacheDir,
  cacheReport,
  ensureCacheDir,
  pruneCache,
} from './cache.ts';
export { assertReady, type DoctorOptions, diagnose } from './doctor.ts';
export type { DoctorReport, DoctorRow, RowId } from './doctor-model.ts';
export { type Language, renderDoctor } from './doctor-render.ts';
export { type DetectOptions, detectEngine, type Engine, type EngineStatus } from './engine.ts';
export { startEngine } from './engine-start.ts';
export { type StopResult, stopEngine } from './engine-stop.ts';
export { planSetup, type SetupItem, type SetupPlan } from './plan.ts';
export { type MachineSetup, machineSetup, type PruneChoice, type PruneResult, pruneMachine } from './prune.ts';
export { renderPlan } from './render-plan.ts';
export { type SetUpOptions, type SetUpProgress, setUpMachine } from './set-up.ts';
