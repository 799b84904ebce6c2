import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import { namesOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { existing, findingIn, placeIn, type Rule } from '../../rule.ts';

export const hpaTargetMissing: Rule = {
  id: 'hpa-target-missing',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'What an autoscaler scales is in the set',
  rationale: 'The autoscaler reports FailedGetScale and does nothing: under load no pod is added.',
  remediation: 'Correct spec.scaleTargetRef, or add what it names.',
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
          remedy: 'correct the name, or add what it scales',
        });
        continue;
      }
      const message = `${target.name} is scaled between ${object.spec?.minReplicas ?? 1} and ${object.spec?.maxReplicas}`;
      yield { kind: 'remark', message, at: placeIn(entry, ['spec']) };
    }
  },
};
