import { KEEPERS, partWorkloads } from '../../facts/input/parts.ts';
import { findingIn, type Rule } from '../../rule.ts';

const PROBES = [
  {
    field: 'livenessProbe',
    word: 'liveness',
    effect: 'a hung process is never restarted',
  },
  {
    field: 'readinessProbe',
    word: 'readiness',
    effect: 'the pod gets requests before it is ready, and after it has stopped responding',
  },
] as const;
export const probeMissing: Rule = {
  id: 'probe-missing',
  claims: ['PRB-1'],
  severity: 'mandatory',
  unpromised: 'recommended',
  title: 'Every service has a liveness and a readiness probe',
  rationale:
    'Without a liveness probe a hung process is never restarted; without a readiness probe a pod gets requests before it can answer them, so every rollout drops some.',
  remediation: 'Add the probe: httpGet if there is a health endpoint, exec for the worker, tcpSocket for the proxy.',
  source: 'Deployment description 10.6; Kubernetes, "Liveness, Readiness, and Startup Probes"',
  together: 'set',
  *find(input) {
    const parts = new Map(partWorkloads(input).map(({ part, workload }) => [workload, part]));
    for (const workload of input.workloads) {
      const { entry, containers } = workload;
      // Only the main container; sidecars are up to their authors.
      const main = containers.find(({ init }) => !init);
      if (!main || !KEEPERS.includes(entry.object.kind)) continue;
      const part = parts.get(workload);
      for (const { field, word, effect } of PROBES) {
        if (main.container[field]) continue;
        yield findingIn(entry, [...main.path, field], {
          message: `container "${main.container.name}" has no ${word} probe`,
          cause: `Compose needs none, but in Kubernetes ${effect}`,
          remedy: `add ${field}: httpGet, tcpSocket or exec`,
          // The description promises probes only for its services; the others should have them too.
          ...(part ? {} : { severity: 'recommended' as const }),
        });
      }
    }
  },
};
