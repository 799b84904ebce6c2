import { sampleHosts } from '../../facts/ingress/hosts.ts';
import { answerFrom, answerText, partOfRule, placeOfRule } from '../../facts/ingress/routes.ts';
import type { Rule } from '../../rule.ts';

const PATH = '/inner/api/invoke/llm';

export const innerApiExposed: Rule = {
  id: 'inner-api-exposed',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'The inner API is not reachable from outside',
  rationale:
    'Through /inner/api, the plugin daemon uses the models and tools of every workspace; a single key protects it, and Dify’s own ' +
    'nginx does not route it.',
  remediation: 'Route only the paths that browsers need: /console/api, /api and, if wanted, /v1 and /files.',
  source: 'Dify, docker/nginx/conf.d/default.conf.template (no location for /inner/api)',
  *find(input) {
    for (const host of sampleHosts(input)) {
      const answer = answerFrom(input, host, PATH);
      if (answer.kind !== 'rule' || partOfRule(input, answer.rule) !== 'api') continue;
      yield {
        kind: 'finding',
        at: placeOfRule(answer.rule),
        message: `the inner API of Dify is reachable at http://${host}/inner/api`,
        cause: `the path ${answer.rule.path || '/'} matches more than browsers need`,
        remedy: 'replace it with the paths that are needed: /console/api and /api',
        proof: `GET http://${host}${PATH} is answered by ${answerText(input, answer)}`,
      };
    }
  },
};
