import type { V1LimitRange } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { KEEPERS, partWorkloads } from '../../facts/input/parts.ts';
import { effective } from '../../facts/resources/quantities.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** What every container should set; CPU limits are optional. */
const WANTED = [
  { field: 'requests', name: 'cpu' },
  { field: 'requests', name: 'memory' },
  { field: 'limits', name: 'memory' },
] as const;

export const resourcesMissing: Rule = {
  id: 'resources-missing',
  claims: ['RES-2'],
  severity: 'recommended',
  title: 'Every container sets CPU and memory requests and a memory limit',
  rationale:
    'Without requests the scheduler may place the pod on a full node; without a memory limit one container can use up the memory of all others on its node.',
  remediation: 'Set requests for CPU and memory and a limit for memory.',
  source: 'Deployment description 8; Kubernetes, "Resource Management for Pods and Containers"',
  together: 'set',
  *find(input) {
    const given = namespacesWithDefaults(input);
    // resources-unexpected covers promised values, including those that are not set.
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
          cause: 'values were set only for the main services, or the Compose file had none',
          remedy: `set ${texts.join(', ')} under resources; measure under load to choose the values`,
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
