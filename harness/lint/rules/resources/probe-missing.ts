import { KEEPERS, partWorkloads } from '../../facts/input/parts.ts';
import { findingIn, type Rule } from '../../rule.ts';

const PROBES = [
  {
    field: 'livenessProbe',
    word: 'liveness',
    effect: 'a process that hangs is never restarted',
  },
  {
    field: 'readinessProbe',
    word: 'readiness',
    effect: 'it gets requests before it can answer them, and when it no longer can',
  },
] as const;
export const probeMissing: Rule = {
  id: 'probe-missing',
  claims: ['PRB-1'],
  severity: 'mandatory',
  title: 'Every service has a liveness and a readiness probe',
  rationale:
    'Without liveness a process that hangs is never restarted; without readiness a pod gets requests before it can answer them, so that each roll-out costs some.',
  remediation: 'Add the probe: httpGet where there is a health page, exec for the worker, tcpSocket for the proxy.',
  source: 'Deployment description 10.6; Kubernetes, "Liveness, Readiness, and Startup Probes"',
  *find(input) {
    const parts = new Map(partWorkloads(input).map(({ part, workload }) => [workload, part]));
    for (const workload of input.workloads) {
      const { entry, containers } = workload;
      // The pod's own container; a sidecar is judged by those who wrote it.
      const main = containers.find(({ init }) => !init);
      if (!main || !KEEPERS.includes(entry.object.kind)) continue;
      const part = parts.get(workload);
      for (const { field, word, effect } of PROBES) {
        if (main.container[field]) continue;
        yield findingIn(entry, [...main.path, field], {
          message: `container "${main.container.name}" has no ${word} probe`,
          cause: `Compose needs none; here ${effect}`,
          remedy: `add ${field}: httpGet, tcpSocket or exec`,
          // Promised are probes of the services that are described; the others should have them.
          ...(part ? {} : { severity: 'recommended' as const }),
        });
      }
    }
  },
};
