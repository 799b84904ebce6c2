import { lostObjects, perNamespace } from '../../facts/input/of-kind.ts';
import { KEEPERS } from '../../facts/input/parts.ts';
import { labelsIn } from '../../facts/input/selection.ts';
import { servicePods } from '../../facts/network/service-pods.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const serviceSelectsNoPods: Rule = {
  id: 'service-selects-no-pods',
  claims: ['SVC-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'Every Service selects at least one pod of the set',
  rationale:
    'A Service without pods has no endpoints: every connection to it is refused, and behind an Ingress it answers 503.',
  remediation: 'Make the selector match the labels of the pod template.',
  source: 'Deployment description 10.5; Kubernetes, "Service": Services with selectors',
  *find(input) {
    const there = perNamespace((namespace) => existing('pod labels', labelsIn(input, namespace)));
    // An object that can't be read may define the missing pods.
    if (lostObjects(input).some(({ object }) => KEEPERS.includes(object.kind))) return;
    for (const { entry, selected } of servicePods(input)) {
      if (selected.length > 0) continue;
      yield findingIn(entry, ['spec', 'selector'], {
        message: 'the selector matches no pod of the set',
        cause: `no pod has these labels; ${there(entry.object.metadata.namespace)}`,
        remedy: 'make the selector match the labels of the pod template',
      });
    }
  },
};
