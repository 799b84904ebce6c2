import type { UnderstoodEdge } from '../inference/index.ts';
import { publicUrlFrom } from '../lint/facts/dify/browser.ts';
import { answerFrom, partOfRule } from '../lint/facts/ingress/routes.ts';
import type { LintInput } from '../lint/facts/input/input.ts';
import type { Draft, Gap, Piece } from './draft.ts';
import { settingsOf } from './settings.ts';

type Edge = Pick<Draft, 'hosts' | 'edge' | 'routes'>;

const KINDS: Readonly<Record<UnderstoodEdge['kind'], 'ingress' | 'gateway' | 'nginx'>> = {
  Ingress: 'ingress',
  Gateway: 'gateway',
  nginx: 'nginx',
  none: 'ingress',
};

/** A host that nobody has, for an edge that answers any. */
const ANY_HOST = 'dify.dify-e2e.example';
const UNKNOWN_HOST = 'unknown.dify-e2e.example';

/** @returns the hosts at which browsers find pages and API, and the requests that Dify's pages make there. */
export function hostsIn(input: LintInput): Piece<Edge> {
  const { edge } = input.understood;
  const web = webHostOf(input);
  const api = apiHostOf(input, web);
  const hosts = { web: web ?? '', ...(api === undefined || api === web ? {} : { api }) };
  return {
    value: { hosts, edge: { kind: KINDS[edge.kind] }, routes: routesFor(hosts, edge) },
    comments: [
      [
        'hosts',
        edge.kind === 'none' ? 'the set has no Ingress, HTTPRoute or nginx' : `requests get in through ${edge.name}`,
      ],
      [
        'routes',
        "what Dify's pages ask for; add the paths that programs of your own use, and those that must be refused",
      ],
    ],
    ...(web === undefined ? { gaps: [hostGap()] } : {}),
    ...(edge.kind === 'none'
      ? {
          hindrances: [
            {
              what: 'the set has no Ingress, no HTTPRoute and no nginx: nothing takes requests from outside',
              remedy: 'add one, or describe the edge in the config (edge, hosts, parts.nginx)',
            },
          ],
        }
      : {}),
  };
}

const hostGap = (): Gap => ({
  key: 'hosts.web',
  question: 'Host name at which browsers open the console',
  fallback: ANY_HOST,
});

/** The host that routes / to web; else what the settings say; else the only one there is. */
function webHostOf(input: LintInput): string | undefined {
  const { hosts } = input.understood.edge;
  const routed = hosts.find((host) => leadsTo(input, host, '/signin') === 'web');
  const said = publicUrlFrom(input, settingsOf(input, 'api', 'worker')('CONSOLE_WEB_URL'))?.hostname;
  return routed ?? said ?? hosts.find((host) => !host.startsWith('*'));
}

/** Where the pages call the console API: web's own CONSOLE_API_URL; empty means the host of the pages. */
function apiHostOf(input: LintInput, web: string | undefined): string | undefined {
  const said = publicUrlFrom(input, settingsOf(input, 'web')('CONSOLE_API_URL'))?.hostname;
  const { hosts } = input.understood.edge;
  const routed = hosts.find((host) => host !== web && leadsTo(input, host, '/console/api/ping') === 'api');
  return said !== undefined && said !== web && hosts.includes(said) ? said : routed;
}

function leadsTo(input: LintInput, host: string, path: string): string | undefined {
  const answer = answerFrom(input, host, path);
  return answer.kind === 'rule' ? partOfRule(input, answer.rule) : undefined;
}

/** Dify's pages, and the API behind them (docker/nginx/conf.d/default.conf.template). */
function routesFor({ web, api = web }: { web: string; api?: string }, edge: UnderstoodEdge): Draft['routes'] {
  const refused = edge.kind === 'Ingress' && edge.hosts.length > 0 && !edge.hosts.includes('');
  return [
    { host: web, path: '/', to: 'web' },
    { host: web, path: '/signin', to: 'web' },
    { host: web, path: '/apps', to: 'web' },
    { host: api, path: '/console/api/ping', to: 'api' },
    { host: api, path: '/console/api/setup', to: 'api' },
    { host: api, path: '/api/system-features', to: 'api' },
    ...(refused ? [{ host: UNKNOWN_HOST, path: '/', to: 'none' as const }] : []),
  ];
}
