export { machinesOf, type RunningStandIns, startMachines } from './machines.ts';
export { standInContainer } from './names.ts';
export { OUTSIDE_PORTS } from './ports.ts';
export { type CreateOptions, createStandIns, standInImages } from './registry.ts';
export type { StandIn, StandInImage, StartedStandIn } from './types.ts';
