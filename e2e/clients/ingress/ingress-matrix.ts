import type { V1Ingress } from '@kubernetes/client-node';
import { askedHosts, type Config, literalStart, type PartName, workloadsOf } from '../../../harness/index.ts';

/** One path of a deployed Ingress or HTTPRoute. */
export interface IngressPath {
  /** For messages: `Ingress dify-web, path /console(/|$)(.*)`. */
  readonly name: string;
  /** '' = every host, `*.example.com` = every host below. */
  readonly host: string;
  /** Prefix of its paths, without a trailing slash: '' for `/`. */
  readonly start: string;
  readonly exact: boolean;
  readonly service: string;
}

/** Parts whose responses can be recognized (`answeredBy`). */
const PUBLIC = ['api', 'web', 'plugin-daemon'] as const satisfies readonly PartName[];
type PublicPart = (typeof PUBLIC)[number];

/** A request, and the part that must answer it according to the deployed Ingresses or HTTPRoutes. */
export interface Probe {
  readonly host: string;
  readonly path: string;
  readonly rule: IngressPath;
  readonly part: PublicPart;
  /** The path doesn't exist in Dify, so every method can be tried. */
  readonly harmless: boolean;
}

export interface Matrix {
  readonly probes: readonly Probe[];
  /** Rules for which no request can be derived, each with the reason. */
  readonly left: readonly string[];
}

/** Below `/e` this is an unknown plugin endpoint, which the plugin daemon itself answers. */
const NOTHING = 'dify-e2e-nothing/x';

/**
 * Requests for every path of the Ingresses or HTTPRoutes: its start, and a path below it. The expected part is that of the longest
 * matching path, as a reader would expect. A controller that chooses otherwise shadows a rule.
 * @param read the paths, or why one can't be requested (`pathsOfIngress`, `pathsOfRoute`).
 */
export function matrixOf(read: readonly (IngressPath | string)[], config: Config): Matrix {
  const rules = read.flatMap((one) => (typeof one === 'string' ? [] : one));
  const hosts = askedHosts(config);
  const left = read.filter((one) => typeof one === 'string');
  const probes: Probe[] = [];
  for (const rule of rules) {
    const host = hosts.find((name) => meansHost(rule.host, name));
    const part = PUBLIC.find((one) => workloadsOf(config, one).some(({ service }) => service === rule.service));
    if (host === undefined) left.push(`${rule.name}: the config has no host that matches ${rule.host}`);
    else if (!part) left.push(`${rule.name}: responses of ${rule.service} cannot be recognized from outside`);
    else probes.push(...probesOf({ host, rule, part }, rules));
  }
  return { probes, left };
}

/** Supported ends of a pattern: `(/|$)(.*)`, `/?(.*)`, `/.*`. It is not certain what any other one matches. */
export const PLAIN_END = /^\/?(\(\/\|\$\)|\/\?)?(\(?\.\*\)?)?\$?$/;

/** @returns its paths, or in words why one can't be requested. */
export function pathsOfIngress({ metadata, spec }: V1Ingress): (IngressPath | string)[] {
  return (spec?.rules ?? []).flatMap(({ host = '', http }) =>
    (http?.paths ?? []).map(({ path = '/', pathType, backend }) => {
      const name = `Ingress ${metadata?.name}, path ${path} of ${host || 'every host'}`;
      const start = literalStart(path);
      if (!backend.service) return `${name}: its backend is not a Service`;
      if (!PLAIN_END.test(path.slice(start.length))) return `${name}: no path can be derived from its pattern`;
      return { name, host: host.toLowerCase(), start, exact: pathType === 'Exact', service: backend.service.name };
    }),
  );
}

function probesOf({ host, rule, part }: Pick<Probe, 'host' | 'rule' | 'part'>, rules: readonly IngressPath[]): Probe[] {
  const near = rules.filter((other) => meansHost(other.host, host));
  // The plugin daemon's 404 for a path that is not an endpoint can't be recognized.
  const begin = part === 'plugin-daemon' ? [] : [rule.start || '/'];
  const paths = [...begin, ...(rule.exact ? [] : [`${rule.start}/${NOTHING}`])];
  return paths
    .filter((path) => longestFor(path, near).every(({ service }) => service === rule.service))
    .map((path) => ({ host, path, rule, part, harmless: path.endsWith(NOTHING) }));
}

/** @returns the best matching rules: exact ones, otherwise those with the longest prefix. */
function longestFor(path: string, rules: readonly IngressPath[]): IngressPath[] {
  const bare = path.replace(/\/$/, '');
  const exact = rules.filter((rule) => rule.exact && rule.start === bare);
  if (exact.length > 0) return exact;
  const fitting = rules.filter(({ exact: only, start }) => !only && (bare === start || bare.startsWith(`${start}/`)));
  const longest = Math.max(...fitting.map(({ start }) => start.length));
  return fitting.filter(({ start }) => start.length === longest);
}

/** @param named '' = every host, `*.example.com` = every host below. */
export function meansHost(named: string, asked: string): boolean {
  return named === '' || named === asked || (named.startsWith('*.') && asked.endsWith(named.slice(1)));
}
