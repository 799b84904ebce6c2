import { partWorkloads } from '../../facts/input/parts.ts';
import { autoscalersByTarget, targetKey } from '../../facts/resources/autoscalers.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const replicasUnexpected: Rule = {
  id: 'replicas-unexpected',
  claims: ['REP-1'],
  severity: 'mandatory',
  title: 'API, worker and web have the promised number of replicas',
  rationale:
    'With one replica instead of two, every rollout, drained node and crash is an outage; with none, the component is not running at all.',
  remediation: 'Set spec.replicas to the promised number, or change the promise (parts.*.replicas in the config).',
  source: 'Deployment description 10.6; Kubernetes API, DeploymentSpec.replicas: defaults to 1',
  *find(input) {
    const scalers = autoscalersByTarget(input);
    for (const { part, promised, workload } of partWorkloads(input)) {
      const { kind, metadata } = workload.entry.object;
      const wanted = promised.replicas;
      const scaler = scalers.get(targetKey(kind, metadata.name, metadata.namespace));
      const least = scaler ? (scaler.object.spec?.minReplicas ?? 1) : (workload.replicas ?? 1);
      // An autoscaler may go above the promise, but not below it.
      const kept = wanted === undefined ? least > 0 : scaler ? least >= wanted : least === wanted;
      if (kept || kind === 'DaemonSet') continue;
      yield {
        kind: 'finding',
        at: scaler ? placeIn(scaler.entry, ['spec', 'minReplicas']) : placeIn(workload.entry, ['spec', 'replicas']),
        message: `${part} has ${scaler ? 'at least ' : ''}${count(least)}, but ${wanted === undefined ? 'needs at least one' : `${wanted} ${wanted === 1 ? 'is' : 'are'} promised`}`,
        cause: scaler
          ? 'the autoscaler may go below the promise'
          : workload.replicas === undefined
            ? 'replicas is not set and defaults to 1'
            : 'it was scaled by hand and left that way, or the promise was changed',
        remedy: scaler ? `set minReplicas: ${wanted ?? 1}` : `set replicas: ${wanted ?? 1}`,
      };
    }
  },
};

const count = (replicas: number): string => (replicas === 1 ? '1 replica' : `${replicas} replicas`);
