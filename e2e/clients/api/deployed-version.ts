import {
  brief,
  type Contract,
  contractOf,
  type Environment,
  type IngressClient,
  jsonOf,
  messageOf,
} from '../../../harness/index.ts';
import type { PodHttp } from '../cluster/pod-http.ts';
import { clusterUrl, consoleHost } from '../cluster/topology.ts';

/** What is deployed, not what the config promises: checks judge by the version that answers. */
export type Detected = { readonly contract: Contract; readonly seenIn: string } | { readonly reason: string };

interface Ways {
  readonly env: Environment;
  readonly http: IngressClient;
  readonly podHttp: PodHttp;
}

/** Reads `X-Version`, which every response of the API has, from outside; failing that, calls `/health` from inside. Never throws. */
export async function detectVersion({ env, http, podHttp }: Ways): Promise<Detected> {
  const outside = `http://${consoleHost(env.config)}/console/api/ping`;
  const ways = [
    async () => {
      const answer = await http.request(outside);
      return { seenIn: `X-Version of ${outside}`, version: answer.headers['x-version'], answer };
    },
    async () => {
      const url = `${clusterUrl(env.config, 'api')}/health`;
      const answer = await podHttp('worker', url);
      return { seenIn: url, version: jsonOf(answer).version, answer };
    },
  ];
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      const { version, seenIn, answer } = await way();
      if (typeof version === 'string') return { contract: contractOf(version), seenIn };
      reasons.push(`${seenIn}: ${brief(answer)}`);
    } catch (error) {
      reasons.push(messageOf(error));
    }
  }
  return { reason: `the API does not report its version, so its expected behavior is unknown: ${reasons.join('; ')}` };
}
