import { ingressHosts, servedBy } from '../../facts/dify/ingress-hosts.ts';
import { type Program, programsOf } from '../../facts/dify/programs.ts';
import { serviceUrlOf } from '../../facts/dify/service-url.ts';
import { findingAt, isSeen, nameIn } from '../../facts/dify/settings.ts';
import { urlOf } from '../../facts/environment/addresses.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import { answerFrom, answerText } from '../../facts/ingress/routes.ts';
import type { ContainerEnvironment, Variable } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

interface Call {
  readonly variable: string;
  readonly path: string;
  readonly to: Program;
}

const BACKEND: readonly Call[] = [
  { variable: 'PLUGIN_DAEMON_URL', path: '/plugin/x/management/list', to: 'plugin-daemon' },
  { variable: 'CODE_EXECUTION_ENDPOINT', path: '/v1/sandbox/run', to: 'sandbox' },
];
const CALLS: Readonly<Partial<Record<Program, readonly Call[]>>> = {
  api: BACKEND,
  worker: BACKEND,
  'plugin-daemon': [{ variable: 'DIFY_INNER_API_URL', path: '/inner/api/invoke/llm', to: 'api' }],
};
/** Addresses that name the hosts at which Dify is public. */
const PUBLIC = ['CONSOLE_WEB_URL', 'CONSOLE_API_URL', 'SERVICE_API_URL', 'APP_WEB_URL', 'APP_API_URL', 'FILES_URL'];

export const innerUrlPublic: Rule = {
  id: 'inner-url-public',
  claims: ['SVC-2', 'NET-2'],
  severity: 'mandatory',
  title: 'The parts of Dify call each other inside the cluster, not through the public host',
  rationale:
    'The public host routes what browsers need: /inner/api, /plugin and the sandbox are not there and must not be. The call is answered with 404, or by the web server with a page: every plugin that calls a model fails, or every code node.',
  remediation: 'Use the address of the Service.',
  source:
    'Dify docker/nginx/conf.d/default.conf.template (0.15.3 to 1.16.0): no location for /inner/api or /plugin; dify-plugin-daemon internal/core/dify_invocation',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      for (const call of CALLS[program] ?? []) {
        const variable = environment.variables.get(call.variable);
        const host = urlOf(variable?.value ?? '')?.host;
        if (!variable || !host || !isPublic(input, host, environment)) continue;
        const outcome = judge(input, call, { variable, host, environment });
        if (outcome && !isSeen(seen, variable.definedAt)) yield outcome;
      }
    }
  },
};

function isPublic(input: LintInput, host: string, { workload }: ContainerEnvironment): boolean {
  if (serviceNames(input).meantBy(host, workload.entry.object.metadata.namespace)) return false;
  return servedBy(ingressHosts(input), host) !== undefined || publicHosts(input).has(host);
}

const CACHE = new WeakMap<LintInput, ReadonlySet<string>>();

function publicHosts(input: LintInput): ReadonlySet<string> {
  const known =
    CACHE.get(input) ??
    new Set(
      programsOf(input).flatMap(({ environment: { variables } }) =>
        PUBLIC.flatMap((name) => urlOf(variables.get(name)?.value ?? '')?.host ?? []),
      ),
    );
  CACHE.set(input, known);
  return known;
}

interface Where {
  readonly variable: Variable;
  readonly host: string;
  readonly environment: ContainerEnvironment;
}

function judge(input: LintInput, { path, to }: Call, { variable, host, environment }: Where): Outcome | undefined {
  const answer = answerFrom(input, host, path);
  const isRouted = servedBy(ingressHosts(input), host) !== undefined;
  // Inner-api-exposed reports an edge that lets everybody in.
  if (isRouted && answer.kind === 'rule' && isServiceOf(input, to, answer.rule.service?.name)) return undefined;
  const answered = isRouted ? answerText(input, answer) : undefined;
  const inside = serviceUrlOf(input, to);
  return findingAt(variable.definedAt, {
    message: `${variable.name} of ${nameIn(environment)} is the public host ${host}, where ${path} does not lead to ${to}`,
    cause: 'the public host only routes what browsers and clients of the API need',
    remedy: inside ? `use ${inside}` : `use the address of the Service of ${to}`,
    ...(answered ? { proof: `POST http://${host}${path} is answered by ${answered}` } : {}),
  });
}

const isServiceOf = (input: LintInput, to: Program, service: string | undefined): boolean =>
  service !== undefined && serviceUrlOf(input, to)?.startsWith(`http://${service}.`) === true;
