import { deploymentText } from '../../example-text.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import { declared, effective, equal, RESOURCE_NAMES } from '../../facts/resources/quantities.ts';
import { findingIn, type Rule } from '../../rule.ts';

const web = (memory: string) =>
  deploymentText('dify-web', {
    image: 'langgenius/dify-web:1.11.4',
    container: `resources:\n  requests: { cpu: 0.1, memory: 256Mi }\n  limits: { cpu: 200m, memory: ${memory} }`,
  });

export const resourcesPromised: Rule = {
  id: 'resources-promised',
  claims: ['RES-1'],
  severity: 'mandatory',
  title: 'Requests and limits of API, worker and web are the promised ones',
  rationale:
    'With less memory than planned the container is killed under load (OOMKilled), with less CPU it is throttled; with more than planned the nodes do not hold all pods.',
  remediation: 'Set the promised values, or change the promise (parts.*.requests, parts.*.limits in the config).',
  source: 'Deployment description 10.6',
  examples: { bad: { manifests: web('256Mi') }, good: { manifests: web('0.5Gi') } },
  mutation: [{ file: 'manifests/dify/22-web.yaml', replace: 'memory: 512Mi', by: 'memory: 384Mi' }],
  *find(input) {
    for (const { part, promised, workload, main } of partWorkloads(input)) {
      for (const field of ['requests', 'limits'] as const) {
        for (const name of RESOURCE_NAMES) {
          const wanted = promised[field]?.[name];
          const actual = effective(main.container, field, name);
          if (wanted === undefined || (actual !== undefined && equal(actual, wanted))) continue;
          const one = field === 'requests' ? 'request' : 'limit';
          yield findingIn(workload.entry, [...main.path, 'resources', field, name], {
            message: `the ${name} ${one} of ${part} is ${actual ?? 'not set'}, promised is ${wanted}`,
            cause:
              actual !== undefined && declared(main.container, field, name) === undefined
                ? 'without a request the limit counts as the request'
                : 'it was changed in one of the two places, or never written',
            remedy: `write ${name}: ${wanted} under resources.${field}`,
          });
        }
      }
    }
  },
};
