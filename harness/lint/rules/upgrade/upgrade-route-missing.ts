import type { Answer } from '../../../lib/ingress-routing/index.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { sampleHosts } from '../../facts/ingress/hosts.ts';
import { answerText, partOfRule, placeOfRule, routesOf } from '../../facts/ingress/routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { partOfService, serviceFor } from '../../facts/upgrade/services.ts';
import { differencesOf } from '../../facts/upgrade/upgrade.ts';
import type { Rule } from '../../rule.ts';

export const upgradeRouteMissing: Rule = {
  id: 'upgrade-route-missing',
  claims: ['NET-2'],
  severity: 'recommended',
  needs: 'target',
  title: 'Every location that is new in the target release leads to the part that serves it',
  rationale:
    "Dify's own nginx gets new locations with a release. Without them the requests end up at web, which answers 404.",
  remediation: 'Add a rule for the path to the Ingress that routes to the API.',
  source: 'Dify docker/nginx/conf.d/default.conf.template of both releases (harness/releases/data)',
  *find(input) {
    yield* differencesOf(input, ['route'], function* (difference, { to }) {
      const { name, change, weight, why = '', to: target = '' } = difference;
      if (change === 'removed' || weight !== 'must') return;
      const hosts = sampleHosts(input);
      const [rule] = routesOf(input).rules.filter((one) => partOfRule(input, one) === 'api');
      if (!rule)
        return yield {
          kind: 'not-evaluated',
          message: 'no Ingress of the set routes to the API: its edge is elsewhere',
        };
      const asked = hosts.map((host) => ({ host, answer: routesOf(input).routing.answer(host, requestFor(name)) }));
      if (asked.some(({ answer }) => answer.kind === 'unknown' || leads(input, answer, target))) return;
      const [first] = asked;
      const service = serviceFor(input, target.split(':')[0] ?? '') ?? `<Service of ${target.split(':')[0]}>`;
      yield findingAt(placeOfRule(rule), {
        message: `no host routes ${name} to ${target}, which is new in Dify ${to.version}`,
        cause: why,
        remedy: `add a path ${name} with pathType Prefix that leads to ${service}, port ${target.split(':')[1]}`,
        ...(first
          ? { proof: `GET http://${first.host}${requestFor(name)} is answered by ${answerText(input, first.answer)}` }
          : {}),
      });
    });
  },
};

const requestFor = (location: string): string => `${location.replace(/\/$/, '')}/x`;

/** A part that is no part of the description has a Service of its own: anything but web will do. */
function leads(input: LintInput, answer: Answer, target: string): boolean {
  if (answer.kind !== 'rule') return false;
  const part = partOfService(target.split(':')[0] ?? '');
  const answering = partOfRule(input, answer.rule);
  return part ? answering === part : answering !== 'web';
}
