/** CPU that a run asks of the machine, in millicores. */
export interface CpuBudget {
  readonly neededMilli: number;
  readonly availableMilli: number;
  readonly spareMilli: number;
  readonly fits: boolean;
}

/**
 * @param neededMilli sum of the set's requests, of the control plane's and of one surge pod.
 * @param cores logical cores of the machine: with one node, what Kubernetes may hand out.
 */
export function cpuBudget(neededMilli: number, cores: number): CpuBudget {
  const availableMilli = cores * 1000;
  const spareMilli = availableMilli - neededMilli;
  return { neededMilli, availableMilli, spareMilli, fits: spareMilli >= 0 };
}
