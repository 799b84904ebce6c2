import type { Endpoint, Environment } from '../../../harness/index.ts';
import { OUTSIDE_NAMES } from '../../../harness/index.ts';
import { inconclusive } from '../../framework/check.ts';

/** One request, as the outside world saw it. */
export interface Visit {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  readonly url: string;
  /** Address of the connection: that of the node, where pods leave the cluster under it. */
  readonly from: string;
  /** Empty when no forward proxy named itself; inside a tunnel none can. */
  readonly via: string;
}

/** The stand-in of the outside world: its public-looking name, and its journal of who called. */
export class Outside {
  readonly host: string;
  readonly names: { readonly metadata: string; readonly cluster: string };
  readonly #base: string;

  constructor(host: string, journal: Endpoint) {
    this.host = host;
    this.names = { metadata: OUTSIDE_NAMES.metadata(host), cluster: OUTSIDE_NAMES.cluster(host) };
    this.#base = `http://${journal.host}:${journal.port}`;
  }

  /** @returns an address for whoever is inside the cluster. */
  url(path: string, scheme: Visit['scheme'] = 'http'): string {
    return `${scheme}://${this.host}${path}`;
  }

  /** @returns the requests whose path or query holds the token, oldest first. */
  async visits(token: string): Promise<Visit[]> {
    return JSON.parse(await this.#read(`/requests?token=${token}`)) as Visit[];
  }

  /** @returns the certificate of the authority that its own is signed by, PEM. */
  authority(): Promise<string> {
    return this.#read('/ca.pem');
  }

  async #read(path: string): Promise<string> {
    const answer = await fetch(`${this.#base}${path}`, { signal: AbortSignal.timeout(5_000) });
    if (!answer.ok) throw new Error(`the stand-in of the outside world answers ${path} with HTTP ${answer.status}`);
    return answer.text();
  }
}

/** What a check says that asked targets inside instead, which Dify denies from 1.15 on. */
export const INSIDE_ONLY = 'there is no stand-in of the outside world, so targets inside the cluster were asked';

/** @returns the outside world of this environment; `undefined` where its config names none. */
export function outsideOf(env: Environment): Outside | undefined {
  return env.outside && env.config.outside ? new Outside(env.config.outside.host, env.outside) : undefined;
}

/** The same; ends the check as inconclusive where there is none. */
export function requireOutside(env: Environment): Outside {
  return (
    outsideOf(env) ?? inconclusive('the config names no stand-in of the outside world, and a real one is not asked')
  );
}

/** @returns what is wrong when `who` should have reached the outside once or more, each time through the proxy. */
export function throughProxy(who: string, visits: readonly Visit[]): string[] {
  if (visits.length === 0) return [`${who} did not reach the outside world`];
  const direct = visits.filter(({ scheme, via }) => scheme === 'http' && !/squid/i.test(via));
  return direct.map(
    ({ from, via }) => `${who} reached the outside world past the proxy, from ${from}, Via: ${via || 'none'}`,
  );
}
