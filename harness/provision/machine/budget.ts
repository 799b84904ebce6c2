/** CPU that a run needs on the machine, in millicores. */
export interface CpuBudget {
  readonly neededMilli: number;
  readonly availableMilli: number;
  readonly spareMilli: number;
  readonly fits: boolean;
}

/**
 * @param neededMilli sum of the CPU requests of the set, the control plane and one surge pod.
 * @param cores logical cores of the machine: with one node, the allocatable CPU.
 */
export function cpuBudget(neededMilli: number, cores: number): CpuBudget {
  const availableMilli = cores * 1000;
  const spareMilli = availableMilli - neededMilli;
  return { neededMilli, availableMilli, spareMilli, fits: spareMilli >= 0 };
}
