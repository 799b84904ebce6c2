import type { Answer } from '../../../lib/ingress-routing/index.ts';
import { isInnerHost } from '../../facts/dify/inner-host.ts';
import { answeredAt } from '../../facts/edge/answers.ts';
import { type PublicAddress, publicAddresses } from '../../facts/ingress/addresses.ts';
import { isExplained, reaches } from '../../facts/ingress/explained.ts';
import { servedHosts, servesHost } from '../../facts/ingress/hosts.ts';
import { hasRoutes } from '../../facts/input/http-routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const publicUrlMisrouted: Rule = {
  id: 'public-url-misrouted',
  claims: ['NET-2', 'DEP-3'],
  severity: 'mandatory',
  title: 'Every address that Dify gives to browsers is routed to the right part',
  rationale:
    'The pages call CONSOLE_API_URL and APP_API_URL from the browser; links and redirects use CONSOLE_WEB_URL and ' +
    'APP_WEB_URL. If an address is not routed to the right part, the console loads but does nothing.',
  remediation: 'Correct the address, or route its path on its host.',
  source:
    'Dify, docker/.env.example (CONSOLE_API_URL, APP_API_URL, CONSOLE_WEB_URL, APP_WEB_URL, SERVICE_API_URL, FILES_URL)',
  *find(input) {
    if (!hasRoutes(input)) return;
    const closed: string[] = [];
    for (const address of publicAddresses(input)) {
      // Browser-url-internal reports a name that only pods resolve.
      if (isInnerHost(input, address.url.hostname, input.expected.namespace)) continue;
      const { answer, program, isKnown, text } = answeredAt(input, address.url.hostname, address.path);
      if (program === address.to || (!isKnown && answer.kind !== 'tie')) continue;
      if (!address.needed) closed.push(`${address.variable} (${address.url.host}${address.path})`);
      else if (!isReportedElsewhere(input, address, answer)) yield misrouted(address, text);
    }
    if (closed.length > 0) yield { kind: 'remark', message: closedText(closed) };
  },
};

const closedText = (addresses: readonly string[]): string =>
  `No Ingress routes these addresses to the part that serves them: ${addresses.join(', ')}. Dify shows them to its users; is this intended?`;

/** A host without an Ingress, and a config route that is misrouted in the same way, are reported by other rules. */
function isReportedElsewhere(
  input: LintInput,
  { url: { hostname: host }, path, to }: PublicAddress,
  answer: Answer,
): boolean {
  if (!servesHost(servedHosts(input).keys(), host)) return true;
  const promised = input.expected.routes.filter((route) => route.host === host && route.to === to);
  return isExplained(input, { host, path, to }, answer) || promised.some((route) => !reaches(input, route));
}

function misrouted({ variable, url, path, to, at }: PublicAddress, answered: string): Outcome {
  return {
    kind: 'finding',
    at,
    message: `${variable} is answered by ${answered}, not by ${to}`,
    cause: `no rule for ${url.hostname} routes ${path} to ${to}`,
    remedy: `use the address of a host that routes ${path} to ${to}, or add a rule for it`,
    proof: `GET ${url.origin}${path} is answered by ${answered}`,
  };
}
