import { isInnerUrl } from '../../facts/dify/inner-host.ts';
import { type Program, programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isSeen } from '../../facts/dify/settings.ts';
import type { Variable } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Rule } from '../../rule.ts';

const API = [
  ...['CONSOLE_WEB_URL', 'CONSOLE_API_URL', 'APP_WEB_URL', 'APP_API_URL', 'SERVICE_API_URL'],
  ...['FILES_URL', 'TRIGGER_URL', 'ENDPOINT_URL_TEMPLATE'],
];
/** Addresses that leave the cluster: the browser, a mail, or a model provider opens them. */
const OUTWARD: Readonly<Partial<Record<Program, readonly string[]>>> = {
  api: API,
  worker: API,
  web: ['CONSOLE_API_URL', 'APP_API_URL'],
};

export const browserUrlInternal: Rule = {
  id: 'browser-url-internal',
  claims: ['SVC-2', 'NET-2'],
  severity: 'mandatory',
  title: 'Addresses that Dify gives to browsers and other clients can be reached from outside the cluster',
  rationale:
    'The pages call CONSOLE_API_URL and APP_API_URL from the browser, links and invitations use CONSOLE_WEB_URL, images and uploads FILES_URL. A name that only pods resolve leaves the console empty, links dead and images broken.',
  remediation:
    'Use the public address of the host that serves it. Addresses for pods have variables of their own: INTERNAL_FILES_URL, DIFY_INNER_API_URL, PLUGIN_DAEMON_URL.',
  source: 'Dify docker/.env.example: the variables under "Common"; Kubernetes, "DNS for Services and Pods"',
  *find(input) {
    const [first, ...others] = inward(input);
    if (!first) return;
    const names = [...new Set([first, ...others].map(({ name }) => name))];
    yield findingAt(first.definedAt, {
      message: `browsers can't reach the cluster-internal address in ${names.join(', ')}`,
      cause: `${first.value} is the name of a Service, which only pods resolve`,
      remedy: 'use the public address here',
      related: others.map((other) => ({ at: other.definedAt, message: `${other.name} is cluster-internal, too` })),
    });
  },
};

function inward(input: LintInput): Variable[] {
  const seen = new Set<string>();
  return programsOf(input).flatMap(({ environment, program }) =>
    (OUTWARD[program] ?? []).flatMap((name) => {
      const variable = environment.variables.get(name);
      if (!variable?.value || !isInnerUrl(input, variable.value, environment)) return [];
      return isSeen(seen, variable.definedAt) ? [] : [variable];
    }),
  );
}
