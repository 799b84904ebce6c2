import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import type { LintInput, Typed } from '../input/input.ts';
import { keyOf, ofKind } from '../input/of-kind.ts';

/** @returns `kind namespace/name` of the scale target → its autoscaler. */
export function autoscalersByTarget(input: LintInput): ReadonlyMap<string, Typed<V2HorizontalPodAutoscaler>> {
  return new Map(
    ofKind<V2HorizontalPodAutoscaler>(input, 'HorizontalPodAutoscaler').flatMap((scaler) => {
      const target = scaler.object.spec?.scaleTargetRef;
      if (!target) return [];
      return [[targetKey(target.kind, target.name, scaler.entry.object.metadata.namespace), scaler] as const];
    }),
  );
}

export const targetKey = (kind: string, name: string, namespace: string | undefined): string =>
  `${kind} ${keyOf(name, namespace)}`;
