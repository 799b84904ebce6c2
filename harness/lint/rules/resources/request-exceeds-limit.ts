import { quantity } from '../../../lib/kube-objects/index.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import { declared, RESOURCE_NAMES } from '../../facts/resources/quantities.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const requestExceedsLimit: Rule = {
  id: 'request-exceeds-limit',
  claims: ['RES-2', 'DEP-1'],
  severity: 'mandatory',
  title: 'No container requests more than its limit',
  rationale: 'The API server rejects the workload: the request "must be less than or equal to" the limit.',
  remediation: 'Lower the request or raise the limit.',
  source: 'Kubernetes, "Resource Management for Pods and Containers"',
  *find(input) {
    const promised = promisedContainers(input);
    for (const { entry, containers } of input.workloads) {
      for (const { container, path } of containers) {
        for (const name of RESOURCE_NAMES) {
          const request = declared(container, 'requests', name);
          const limit = declared(container, 'limits', name);
          // If values are promised, resources-unexpected reports the one that differs.
          if (request === undefined || limit === undefined || promised.has(container)) continue;
          if (!(quantity(request) > quantity(limit))) continue;
          yield findingIn(entry, [...path, 'resources', 'requests', name], {
            message: `container "${container.name}" requests ${request} ${name}, but its limit is ${limit}`,
            cause: 'only one of the two was changed, or a unit is wrong: 1Gi = 1024Mi, 1 = 1000m',
            remedy: 'lower the request or raise the limit',
            related: [{ at: placeIn(entry, [...path, 'resources', 'limits', name]), message: 'the limit' }],
          });
        }
      }
    }
  },
};

const promisedContainers = (input: LintInput) =>
  new Set(
    partWorkloads(input)
      .filter(({ promised }) => promised.requests && promised.limits)
      .map(({ main }) => main.container),
  );
