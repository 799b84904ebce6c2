import { partWorkloads } from '../../facts/input/parts.ts';
import { autoscalersByTarget, targetKey } from '../../facts/resources/autoscalers.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const replicasUnexpected: Rule = {
  id: 'replicas-unexpected',
  claims: ['REP-1'],
  severity: 'mandatory',
  title: 'API, worker and web have the promised replicas',
  rationale:
    'With one replica instead of two each roll-out, each drained node and each crash is an outage; with none the part is not deployed at all.',
  remediation: 'Set spec.replicas to the promised number, or change the promise (parts.*.replicas in the config).',
  source: 'Deployment description 10.6; Kubernetes API, DeploymentSpec.replicas: 1 when it is not given',
  *find(input) {
    const scalers = autoscalersByTarget(input);
    for (const { part, promised, workload } of partWorkloads(input)) {
      const { kind, metadata } = workload.entry.object;
      const wanted = promised.replicas;
      const scaler = scalers.get(targetKey(kind, metadata.name, metadata.namespace));
      const least = scaler ? (scaler.object.spec?.minReplicas ?? 1) : (workload.replicas ?? 1);
      // An autoscaler may go beyond the promise, not below it.
      const kept = wanted === undefined ? least > 0 : scaler ? least >= wanted : least === wanted;
      if (kept || kind === 'DaemonSet') continue;
      yield {
        kind: 'finding',
        at: scaler ? placeIn(scaler.entry, ['spec', 'minReplicas']) : placeIn(workload.entry, ['spec', 'replicas']),
        message: `${part} has ${scaler ? 'at least ' : ''}${count(least)}, promised ${wanted === undefined ? 'is one' : `are ${wanted}`}`,
        cause: scaler
          ? 'the autoscaler may go below the promise'
          : workload.replicas === undefined
            ? 'no number is given: Kubernetes takes 1'
            : 'scaled by hand and kept, or the promise was changed',
        remedy: scaler ? `set minReplicas: ${wanted ?? 1}` : `write replicas: ${wanted ?? 1}`,
      };
    }
  },
};

const count = (replicas: number): string => (replicas === 1 ? '1 replica' : `${replicas} replicas`);
