import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import { namesOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { existing, findingIn, placeIn, type Rule } from '../../rule.ts';

export const hpaTargetMissing: Rule = {
  id: 'hpa-target-missing',
  claims: ['REP-1'],
  severity: 'recommended',
  title: "Every HorizontalPodAutoscaler's target is in the set",
  rationale: 'The autoscaler reports FailedGetScale and does nothing: no pods are added under load.',
  remediation: 'Correct spec.scaleTargetRef, or add its target.',
  source: 'Deployment description 1: the worker is scaled as needed; Kubernetes, "Horizontal Pod Autoscaling"',
  *find(input) {
    for (const { entry, object } of ofKind<V2HorizontalPodAutoscaler>(input, 'HorizontalPodAutoscaler')) {
      const target = object.spec?.scaleTargetRef;
      if (!target) continue;
      const there = namesOfKind(input, target.kind, entry.object.metadata.namespace);
      if (!there.includes(target.name)) {
        yield findingIn(entry, ['spec', 'scaleTargetRef', 'name'], {
          message: `${target.kind} "${target.name}" is not in the set`,
          cause: existing(`${target.kind}s`, there),
          remedy: 'correct the name, or add the target',
        });
        continue;
      }
      const message = `${target.name} is scaled between ${object.spec?.minReplicas ?? 1} and ${object.spec?.maxReplicas} replicas`;
      yield { kind: 'remark', message, at: placeIn(entry, ['spec']) };
    }
  },
};
