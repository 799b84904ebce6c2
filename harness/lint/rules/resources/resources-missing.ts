import type { V1LimitRange } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { KEEPERS, partWorkloads } from '../../facts/input/parts.ts';
import { effective } from '../../facts/resources/quantities.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** What a container should have; a CPU limit is a matter of taste. */
const WANTED = [
  { field: 'requests', name: 'cpu' },
  { field: 'requests', name: 'memory' },
  { field: 'limits', name: 'memory' },
] as const;

export const resourcesMissing: Rule = {
  id: 'resources-missing',
  claims: ['RES-2'],
  severity: 'recommended',
  title: 'Each container says what it asks for, and how much memory it may take',
  rationale:
    'Without requests the scheduler packs the pod onto a full node; without a memory limit one container can take the memory of all others on its node.',
  remediation: 'Set requests for CPU and memory, and a limit for memory.',
  source: 'Deployment description 8; Kubernetes, "Resource Management for Pods and Containers"',
  *find(input) {
    const given = namespacesWithDefaults(input);
    // What is promised is compared with its promise, which says what is not set, too.
    const promised = new Map(partWorkloads(input).map((part) => [part.main.container, part.promised]));
    for (const { entry, containers } of input.workloads) {
      if (!KEEPERS.includes(entry.object.kind) || given.has(entry.object.metadata.namespace)) continue;
      for (const { container, path, init } of containers) {
        const missing = WANTED.filter(
          ({ field, name }) =>
            effective(container, field, name) === undefined && !promised.get(container)?.[field]?.[name],
        );
        if (init || missing.length === 0) continue;
        const texts = missing.map(({ field, name }) => `${field}.${name}`);
        yield findingIn(entry, [...path, 'resources'], {
          message: `container "${container.name}" does not set ${texts.join(', ')}`,
          cause: 'only the main services were given numbers, or the Compose file had none',
          remedy: `write ${texts.join(', ')} under resources; measure them under load`,
        });
      }
    }
  },
};

const namespacesWithDefaults = (input: LintInput): Set<string | undefined> =>
  new Set(
    ofKind<V1LimitRange>(input, 'LimitRange')
      .filter(({ object }) => object.spec?.limits.some((limit) => limit.type === 'Container' && 'default' in limit))
      .map(({ entry }) => entry.object.metadata.namespace),
  );
