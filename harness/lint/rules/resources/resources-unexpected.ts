import { partWorkloads } from '../../facts/input/parts.ts';
import { declared, effective, equal, RESOURCE_NAMES } from '../../facts/resources/quantities.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const resourcesUnexpected: Rule = {
  id: 'resources-unexpected',
  claims: ['RES-1'],
  severity: 'mandatory',
  title: 'Requests and limits of API, worker and web match the promised values',
  rationale:
    'With less memory than planned the container is killed under load (OOMKilled), with less CPU it is throttled; with more than planned the pods may not fit on the nodes.',
  remediation: 'Set the promised values, or change the promise (parts.*.requests, parts.*.limits in the config).',
  source: 'Deployment description 10.6',
  needs: 'config',
  together: 'set',
  *find(input) {
    for (const { part, promised, workload, main } of partWorkloads(input)) {
      for (const field of ['requests', 'limits'] as const) {
        for (const name of RESOURCE_NAMES) {
          const wanted = promised[field]?.[name];
          const actual = effective(main.container, field, name);
          if (wanted === undefined || (actual !== undefined && equal(actual, wanted))) continue;
          const one = field === 'requests' ? 'request' : 'limit';
          yield findingIn(workload.entry, [...main.path, 'resources', field, name], {
            message: `the ${name} ${one} of ${part} is ${actual ?? 'not set'}, but ${wanted} is promised`,
            cause:
              actual !== undefined && declared(main.container, field, name) === undefined
                ? 'without a request, Kubernetes uses the limit as the request'
                : 'it was changed in only one of the two places, or never set',
            remedy: `set ${name}: ${wanted} under resources.${field}`,
          });
        }
      }
    }
  },
};
