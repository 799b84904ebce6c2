import { expect } from '@playwright/test';
import { endpointsOf, serviceOf } from '../../../harness/index.ts';
import { eventsOf, notStreamed, type Piece, type Streamed } from '../../clients/api/event-stream.ts';
import { slowCode, withWorkflow } from '../../clients/api/workflow-app.ts';
import { consoleHosts } from '../../clients/cluster/topology.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const SLEEP_SECONDS = 2.5;

const declared = {
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-api', 'dify-sandbox', 'ingress-controller', 'postgres'],
  dependsOn: ['sandbox-code-node'],
} as const;

/** When the events arrived, in words. */
function told(where: string, { pieces }: Streamed): string {
  const events = eventsOf(pieces).map(({ name, atMs }) => `${name} ${(atMs / 1000).toFixed(1)} s`);
  return `${where}: ${events.join(', ')}`;
}

test(
  'Events of a workflow run arrive as they happen, through the ingress on each host and from each API replica',
  check({
    ...declared,
    id: 'events-unbuffered',
    claims: ['NET-2', 'REP-1'],
    faults: [
      { kind: 'switch', name: 'events-gathered', part: 'api' },
      { kind: 'controller-middleware', middleware: { buffering: { memResponseBodyBytes: 1_048_576 } } },
    ],
    remediation:
      'Set nginx.ingress.kubernetes.io/proxy-buffering: "off" on the Ingress of the API, and let no proxy on the way compress or buffer text/event-stream.',
  }),
  async ({ env, http, kube, inPod, session, measure, note }) => {
    const hosts = consoleHosts(env.config);
    const { addresses, ports } = await endpointsOf(kube, serviceOf(env.config, 'api').name);
    if (hosts.length === 0) inconclusive('the config routes /console/api to the API on no host');
    const streams = await withWorkflow(session, [slowCode(SLEEP_SECONDS)], async (path) => {
      const call = { headers: session.headers(), json: { inputs: {} } };
      const outside = hosts.map(async (host) => {
        const pieces: Piece[] = [];
        const { status, headers } = await http.request(`http://${host}/console/api${path}/run`, {
          ...call,
          method: 'POST',
          // As browsers send it; a proxy that compresses the event stream would delay it.
          headers: { ...call.headers, 'accept-encoding': 'gzip, deflate, br' },
          timeoutMs: 30_000,
          onPiece: (text, atMs) => void pieces.push([atMs, text]),
        });
        return { where: `http://${host}`, status, headers, pieces };
      });
      const urls = addresses.map((address) => `http://${address}:${ports[0]}/console/api${path}/run`);
      const inside = inPod<Streamed[]>(
        'worker',
        'event_stream.py',
        urls.map((url) => ({ ...call, url })),
      );
      return [
        ...(await Promise.all(outside)),
        ...(await inside).map((answer, index) => ({ ...answer, where: `replica ${addresses[index]}` })),
      ];
    });
    for (const one of streams) {
      note(told(one.where, one));
      measure(`${one.where}: first event`, eventsOf(one.pieces)[0]?.atMs ?? 0, 'ms');
    }
    expect(streams.length, 'number of streams').toBeGreaterThan(hosts.length);
    expectNone(
      streams.flatMap((one) =>
        notStreamed(one, SLEEP_SECONDS * 1000).map((why) => `the stream from ${one.where}: ${why}`),
      ),
    );
  },
);
