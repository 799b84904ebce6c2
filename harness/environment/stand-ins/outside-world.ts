import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Endpoint } from '../environment.ts';
import { ledgerEntry } from './ledger.ts';
import { OUTSIDE_PORTS } from './ports.ts';
import type { StandIn, StandInImage, StandInModule } from './types.ts';

export interface OutsideOptions {
  readonly image: StandInImage;
  /** The public-looking name. */
  readonly host: string;
}

export const standIn: StandInModule = {
  imageOf: ({ outside: world }) => world?.image,
  create: ({ config, image }) => outside({ image, host: config.outside?.host ?? '' }),
};

/** The outside world: a web server that answers HTTP and HTTPS and records its callers. */
export function outside({ image, host: name }: OutsideOptions): StandIn {
  return {
    name: 'outside-world',
    ports: Object.values(OUTSIDE_PORTS),
    async start(host) {
      const container = await host.run({
        name: 'outside-world',
        image: image.tag,
        environment: {
          OUTSIDE_HOST: name,
          HTTP_PORT: String(OUTSIDE_PORTS[80]),
          HTTPS_PORT: String(OUTSIDE_PORTS[443]),
        },
      });
      const plain = host.endpoint(OUTSIDE_PORTS[80]);
      return {
        name: 'outside-world',
        containerId: container.getId(),
        endpoint: plain,
        ledger: ledgerEntry('outside-world', image, DIFFERENCES, 'the internet'),
        verify: () => verify(name, plain, host.endpoint(OUTSIDE_PORTS[443])),
      };
    },
  };
}

const DIFFERENCES = [
  'one web server of the harness under one name; no other outside name exists',
  'its certificate is signed by a CA of this run, which nothing in the deployment trusts',
  'it is one hop away: no latency, no packet loss, no egress firewall',
  'callers have the address of their node',
];

/** Sends a request over both protocols and finds them in the request log. */
async function verify(name: string, plain: Endpoint, secure: Endpoint): Promise<string> {
  const token = randomUUID();
  const ca = await text(`http://${plain.host}:${plain.port}/ca.pem`);
  const agent = new Agent({ connect: { ca, servername: name, timeout: 3_000 } });
  try {
    await text(`http://${plain.host}:${plain.port}/echo?token=${token}`);
    await text(`https://${secure.host}:${secure.port}/echo?token=${token}`, agent);
  } finally {
    await agent.close();
  }
  const visits = JSON.parse(await text(`http://${plain.host}:${plain.port}/requests?token=${token}`)) as unknown[];
  if (visits.length !== 2)
    throw new Error(`two requests were sent to the outside world, but its log has ${visits.length}`);
  return 'web server of the harness (HTTP and HTTPS)';
}

async function text(url: string, dispatcher?: Agent): Promise<string> {
  const answer = await request(url, { headersTimeout: 3_000, ...(dispatcher ? { dispatcher } : {}) });
  const body = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`the outside world returns HTTP ${answer.statusCode}`);
  return body;
}
