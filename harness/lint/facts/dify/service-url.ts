import type { LintInput } from '../input/input.ts';
import { servicePods } from '../network/service-pods.ts';
import { type Program, portsOf, programsOf } from './programs.ts';

/**
 * @returns the address of a program inside the cluster, `http://dify-api.dify.svc.cluster.local:5001`: that of the first
 *   Service by name that selects its pods and forwards to its port; undefined if the set has none.
 */
export function serviceUrlOf(input: LintInput, program: Program): string | undefined {
  for (const running of programsOf(input).filter((one) => one.program === program)) {
    const { workload, placed } = running.environment;
    const listens = portsOf(input, running)?.[0];
    for (const { object, selected } of servicePods(input)) {
      const { name, namespace = 'default' } = object.metadata ?? {};
      if (!selected.includes(workload) || !name) continue;
      const forwards = (target: string | number): boolean =>
        target === listens ||
        placed.container.ports?.some((own) => own.name === target && own.containerPort === listens) === true;
      const port = object.spec?.ports?.find((one) => forwards(one.targetPort ?? one.port)) ?? object.spec?.ports?.[0];
      if (port) return `http://${name}.${namespace}.svc.cluster.local:${port.port}`;
    }
  }
  return undefined;
}
