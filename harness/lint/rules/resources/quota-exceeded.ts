import type { V1ResourceQuota } from '@kubernetes/client-node';
import { quantity } from '../../../lib/kube-objects/index.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { KEEPERS } from '../../facts/input/parts.ts';
import { effective, RESOURCE_NAMES } from '../../facts/resources/quantities.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const quotaExceeded: Rule = {
  id: 'quota-exceeded',
  claims: ['SEC-5', 'DEP-2'],
  severity: 'mandatory',
  title: 'The pods of the set fit within the ResourceQuotas of their namespace',
  rationale:
    'Pods beyond the quota are not created: the Deployment stays below its replica count, and only the ReplicaSet events say "exceeded quota".',
  remediation: 'Raise the quota, or lower the requests.',
  source: 'Deployment description 4: quotas are reported; Kubernetes, "Resource Quotas"',
  *find(input) {
    const quotas = ofKind<V1ResourceQuota>(input, 'ResourceQuota');
    const ranges = ofKind(input, 'LimitRange').length;
    const said = (kind: string, count: number) => (count === 0 ? `no ${kind}` : `${kind}: ${count}`);
    yield { kind: 'remark', message: `${said('ResourceQuota', quotas.length)}; ${said('LimitRange', ranges)}` };
    for (const { entry, object } of quotas) {
      // A quota with a scope applies only to some of the pods.
      if (object.spec?.scopes || object.spec?.scopeSelector) continue;
      const needs = needsOf(input, entry.object.metadata.namespace);
      for (const [name, hard] of Object.entries(object.spec?.hard ?? {})) {
        const need = needs.get(name);
        if (need === undefined || !(need > quantity(String(hard)) * (1 + 1e-9))) continue;
        yield findingIn(entry, ['spec', 'hard', name], {
          message: `the quota for ${name} is ${hard}, but the pods of the set need ${shown(name, need)}`,
          cause: 'replicas or requests have grown, or the quota was meant for another deployment',
          remedy: `raise it to ${shown(name, need)} plus headroom for rollouts`,
        });
      }
    }
  },
};

/** Totals for the workloads of a namespace, by quota resource name. */
function needsOf({ workloads }: LintInput, namespace: string | undefined): Map<string, number> {
  const needs = new Map<string, number>();
  const add = (name: string, amount: number) => needs.set(name, (needs.get(name) ?? 0) + amount);
  for (const { entry, replicas = 1, containers } of workloads) {
    if (entry.object.metadata.namespace !== namespace || !KEEPERS.includes(entry.object.kind)) continue;
    add('pods', replicas);
    for (const { container, init } of containers) {
      if (init && container.restartPolicy !== 'Always') continue;
      for (const field of ['requests', 'limits'] as const) {
        for (const name of RESOURCE_NAMES) {
          const each = quantity(effective(container, field, name) ?? '0');
          add(`${field}.${name}`, each * replicas);
          if (field === 'requests') add(name, each * replicas);
        }
      }
    }
  }
  return needs;
}

function shown(name: string, amount: number): string {
  if (name === 'pods') return `${amount}`;
  return name.endsWith('memory') ? `${Math.ceil(amount / 2 ** 20 - 1e-6)}Mi` : `${Math.ceil(amount * 1000 - 1e-6)}m`;
}
