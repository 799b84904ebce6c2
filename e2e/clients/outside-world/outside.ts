import type { Endpoint, Environment } from '../../../harness/index.ts';
import { OUTSIDE_NAMES } from '../../../harness/index.ts';
import { inconclusive } from '../../framework/check.ts';

/** One request, as the outside world saw it. */
export interface Visit {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  readonly url: string;
  /** Source address of the connection: the node's, if traffic leaving the cluster is masqueraded. */
  readonly from: string;
  /** Empty if no forward proxy added it; inside a tunnel none can. */
  readonly via: string;
}

/** The stand-in of the outside world: its public-looking name, and its log of callers. */
export class Outside {
  readonly host: string;
  readonly names: { readonly metadata: string; readonly cluster: string };
  readonly #base: string;

  constructor(host: string, journal: Endpoint) {
    this.host = host;
    this.names = { metadata: OUTSIDE_NAMES.metadata(host), cluster: OUTSIDE_NAMES.cluster(host) };
    this.#base = `http://${journal.host}:${journal.port}`;
  }

  /** @returns a URL to use from inside the cluster. */
  url(path: string, scheme: Visit['scheme'] = 'http'): string {
    return `${scheme}://${this.host}${path}`;
  }

  /** @returns the requests whose path or query contains the token, oldest first. */
  async visits(token: string): Promise<Visit[]> {
    return JSON.parse(await this.#read(`/requests?token=${token}`)) as Visit[];
  }

  /** @returns the certificate of the CA that signed its own, PEM. */
  authority(): Promise<string> {
    return this.#read('/ca.pem');
  }

  async #read(path: string): Promise<string> {
    const answer = await fetch(`${this.#base}${path}`, { signal: AbortSignal.timeout(5_000) });
    if (!answer.ok) throw new Error(`the stand-in of the outside world answers ${path} with HTTP ${answer.status}`);
    return answer.text();
  }
}

/** Note of checks that use targets inside the cluster instead, which Dify denies from 1.15 on. */
export const INSIDE_ONLY = 'there is no stand-in of the outside world, so targets inside the cluster were used';

/** @returns the outside world of this environment; `undefined` if its config has none. */
export function outsideOf(env: Environment): Outside | undefined {
  return env.outside && env.config.outside ? new Outside(env.config.outside.host, env.outside) : undefined;
}

/** The same; ends the check as inconclusive if there is none. */
export function requireOutside(env: Environment): Outside {
  return (
    outsideOf(env) ?? inconclusive('the config has no stand-in of the outside world, and the real one is not called')
  );
}

/** @returns the problems if `who` did not reach the outside world, or not always through the proxy. */
export function throughProxy(who: string, visits: readonly Visit[]): string[] {
  if (visits.length === 0) return [`${who} did not reach the outside world`];
  const direct = visits.filter(({ scheme, via }) => scheme === 'http' && !/squid/i.test(via));
  return direct.map(
    ({ from, via }) => `${who} reached the outside world bypassing the proxy, from ${from}, Via: ${via || 'none'}`,
  );
}
