import { answeredAt } from '../../facts/edge/answers.ts';
import { type EdgePath, edgePaths } from '../../facts/edge/edge-paths.ts';
import { isCore, wholeHost } from '../../facts/edge/whole-host.ts';
import { publicAddresses } from '../../facts/ingress/addresses.ts';
import { isExplained } from '../../facts/ingress/explained.ts';
import { sampleHosts } from '../../facts/ingress/hosts.ts';
import { hasRoutes, httpRoutes } from '../../facts/input/http-routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Place, placeIn, type Rule } from '../../rule.ts';

export const routeMissing: Rule = {
  id: 'route-missing',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'The Ingress or HTTPRoute routes every path that this release of Dify needs',
  rationale:
    'A path without a rule of its own falls to the rule for the pages, and the web server answers with its page for "not found": the console gets HTML where it asks the API, images are broken, webhooks are lost.',
  remediation: 'Add a rule for each path, as the nginx template of the same release of Dify has.',
  source: 'Dify docker/nginx/conf.d/default.conf.template of each release (harness/releases/data)',
  *find(input) {
    if (!hasRoutes(input)) return;
    const hosts = sampleHosts(input);
    const missing = edgePaths(input).filter((asked) => isMissing(input, asked, hosts));
    const [first] = missing;
    const host = first && hostOf(input, hosts);
    if (!first || host === undefined) return;
    const { text, at } = answeredAt(input, host, first.path);
    const place = at ?? placeOfAny(input);
    if (!place) return;
    const isOptional = missing.every((asked) => !isCore(asked) && asked.location !== '/files');
    yield {
      kind: 'finding',
      at: place,
      message: `no host routes ${missing.map(({ location }) => location).join(', ')} to the part that serves it`,
      cause: `without them these do not work: ${missing.map(({ what }) => what).join(', ')}`,
      remedy: `add ${missing.map(({ location, to }) => `path ${location} to ${serviceText(input, to)}`).join('; ')}`,
      proof: `GET http://${host}${first.path} is answered by ${text}`,
      ...(isOptional ? { severity: 'recommended' as const } : {}),
    };
  },
};

/**
 * The paths of the console and of the apps must be somewhere. The others are asked for where one host serves all of Dify, as
 * its own nginx does; a set that splits its hosts decides itself what it publishes, and gets a remark (public-path-misrouted).
 */
function isMissing(input: LintInput, asked: EdgePath, hosts: readonly string[]): boolean {
  const answers = hosts.map((host) => ({ host, ...answeredAt(input, host, asked.path) }));
  if (answers.some(({ program, isKnown }) => program === asked.to || !isKnown)) return false;
  if (answers.some(({ host, answer }) => isExplained(input, { ...asked, host }, answer))) return false;
  if (isPromised(input, asked) || isAddressed(input, asked)) return false;
  return isCore(asked) || wholeHost(input) !== undefined;
}

/** Route-misrouted and host-without-ingress compare with what a config promises. */
const isPromised = ({ expected }: LintInput, { location, path, to }: EdgePath): boolean =>
  expected.judgedBy === 'config' &&
  expected.routes.some((route) =>
    route.to === 'none'
      ? route.path !== '/' && path.startsWith(route.path)
      : route.to === to && route.path.startsWith(location),
  );

/** Public-url-misrouted reports an address that is given to browsers. */
const isAddressed = (input: LintInput, { to, location }: EdgePath): boolean =>
  publicAddresses(input).some((one) => one.needed && one.to === to && one.path.startsWith(location));

/** Where a person would add the path: the host of everything, else the one of the pages, else any. */
const hostOf = (input: LintInput, hosts: readonly string[]): string | undefined =>
  wholeHost(input) ??
  hosts.find((host) => answeredAt(input, host, '/apps').program === 'web') ??
  hosts.find((host) => answeredAt(input, host, '/console/api/ping').program === 'api');

const placeOfAny = (input: LintInput): Place | undefined => {
  const entry = (input.ingresses[0] ?? httpRoutes(input)[0])?.entry;
  return entry && placeIn(entry, ['spec', 'rules']);
};

const serviceText = ({ expected }: LintInput, to: EdgePath['to']): string => {
  const service = to === 'beat' ? undefined : expected.parts[to].service;
  return service ? `Service ${service}` : `a Service of ${to}`;
};
