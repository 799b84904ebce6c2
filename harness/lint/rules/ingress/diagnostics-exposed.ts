import { lt } from 'semver';
import { neededVersion } from '../../facts/dify/versions.ts';
import { sampleHosts } from '../../facts/ingress/hosts.ts';
import { answerFrom, answerText, partOfRule, placeOfRule } from '../../facts/ingress/routes.ts';
import type { Rule } from '../../rule.ts';

/** Since 1.14.1 they require the admin key. */
const PATHS = ['/threads', '/db-pool-stat'];

export const diagnosticsExposed: Rule = {
  id: 'diagnostics-exposed',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'The API’s threads and database connections are not visible from outside',
  rationale: 'Up to Dify 1.14.0, /threads and /db-pool-stat require no key and reveal internals of the process.',
  remediation: 'Route only the paths that browsers need.',
  source: 'Dify, api/extensions/ext_app_metrics.py; docker/nginx/conf.d/default.conf.template (no such location)',
  needs: 'version',
  *find(input) {
    const open = lt(neededVersion(input), '1.14.1') ? PATHS : [];
    for (const host of sampleHosts(input)) {
      for (const path of [...open, '/health']) {
        const answer = answerFrom(input, host, path);
        if (answer.kind !== 'rule' || partOfRule(input, answer.rule) !== 'api') continue;
        const said = `GET http://${host}${path} is answered by ${answerText(input, answer)}`;
        if (path === '/health') {
          yield { kind: 'remark', message: `${said}: it reveals the version to anyone`, at: placeOfRule(answer.rule) };
          continue;
        }
        yield {
          kind: 'finding',
          at: placeOfRule(answer.rule),
          message: `${path} of the API is readable from outside without a key`,
          cause: `the path ${answer.rule.path || '/'} covers it`,
          remedy: 'replace it with the paths that are needed: /console/api and /api',
          proof: said,
        };
      }
    }
  },
};
