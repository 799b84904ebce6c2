import { randomUUID } from 'node:crypto';
import { askWebSocket, brief, jsonOf, messageOf } from '../../../harness/index.ts';
import { deployedPaths } from '../../clients/ingress/deployed-paths.ts';
import { forwardedProblems, SPOOFED } from '../../clients/ingress/forwarded.ts';
import { withEcho } from '../../clients/ingress/ingress-echo.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

/** These call a server of the run, through a copy of each deployed Ingress or HTTPRoute with the same settings. */
const declared = {
  claims: ['NET-2'],
  effect: 'write-own',
  needs: ['ingress-controller'],
  requires: ['routes'],
  dependsOn: ['routes-web-host', 'routes-api-host'],
} as const;

const IN_TIME_MS = 10_000;

test(
  "WebSockets work through the ingress controller, including Dify's own where it is routed",
  check({
    ...declared,
    id: 'websockets-pass',
    severity: 'recommended',
    faults: [{ kind: 'controller-middleware', middleware: { headers: { customRequestHeaders: { Upgrade: '' } } } }],
    remediation:
      'Let the ingress controller and every proxy in front of it pass "Connection: Upgrade"; a custom connection-proxy-header annotation prevents that.',
  }),
  async ({ env, kube, note }) => {
    const paths = await deployedPaths(env, kube);
    const routed = paths.filter((one) => typeof one !== 'string').filter(({ start }) => start === '/socket.io');
    const problems = await withEcho({ env, kube }, async (echoes) => {
      const asked = echoes.map(async ({ host, like }) => {
        const words = `e2e-${randomUUID()}`;
        const heard = await askWebSocket(env.ingress, `ws://${host}/websocket`, { words, timeoutMs: IN_TIME_MS }).catch(
          messageOf,
        );
        if (heard === words) note(`a WebSocket with the settings of ${like}: opened, and the message was echoed`);
        return heard === words ? [] : [`with the settings of ${like}: ${heard}`];
      });
      return (await Promise.all(asked)).flat();
    });
    // Engine.IO speaks first: "0" and its settings as JSON.
    const own = routed.map(async ({ host }) => {
      const url = `ws://${host}/socket.io/?EIO=4&transport=websocket`;
      const heard = await askWebSocket(env.ingress, url, { timeoutMs: IN_TIME_MS }).catch(messageOf);
      if (heard.startsWith('0{')) note(`${url}: opened, Engine.IO responds`);
      return heard.startsWith('0{') ? [] : [`${url}: ${heard}`];
    });
    if (routed.length === 0) note('no WebSocket of Dify itself is routed (/socket.io, from 1.14 on): not proven');
    expectNone([...problems, ...(await Promise.all(own)).flat()]);
  },
);

test(
  'A response as large as the largest file that Dify accepts passes the ingress complete',
  check({
    ...declared,
    id: 'large-answers-pass',
    severity: 'mandatory',
    faults: [{ kind: 'controller-middleware', middleware: { buffering: { maxResponseBodyBytes: 4_194_304 } } }],
    remediation: "Remove the ingress controller's limit on response bodies: files are downloaded through it.",
  }),
  async ({ env, kube, inPod, measure, note }) => {
    const { megabytes } = await inPod<{ megabytes: number }>('api', 'upload_limit.py');
    const size = megabytes * 2 ** 20;
    const problems = await withEcho({ env, kube }, async (echoes, http) => {
      const asked = echoes.map(async ({ host, like }) => {
        const started = performance.now();
        const answer = await http.request(`http://${host}/bytes?size=${size}`, { timeoutMs: 30_000 });
        measure(`${megabytes} MB with the settings of ${like}`, performance.now() - started, 'ms');
        if (answer.status === 200 && answer.body.length === size) return [];
        return [`with the settings of ${like}: HTTP ${answer.status}, ${answer.body.length} of ${size} bytes`];
      });
      return (await Promise.all(asked)).flat();
    });
    note(`${megabytes} MB, UPLOAD_FILE_SIZE_LIMIT of the API`);
    expectNone(problems);
  },
);

test(
  'The ingress controller sets the X-Forwarded headers itself and passes on no spoofed ones',
  check({
    ...declared,
    id: 'forwarded-headers',
    severity: 'recommended',
    faults: [{ kind: 'controller-argument', argument: '--entrypoints.web.forwardedheaders.insecure=true' }],
    remediation:
      "Don't let the controller trust everyone's X-Forwarded-* headers (use-forwarded-headers, forwardedHeaders.insecure); list the addresses of the proxies in front of it instead.",
  }),
  async ({ env, kube, note }) => {
    const problems = await withEcho({ env, kube }, async (echoes, http) => {
      const asked = echoes.map(async ({ host, like }) => {
        const answer = await http.request(`http://${host}/echo`, { headers: SPOOFED });
        if (answer.status !== 200) return [`with the settings of ${like}: ${brief(answer)}`];
        const headers = (jsonOf(answer).headers ?? {}) as Record<string, string>;
        const told = Object.keys(SPOOFED).map((name) => `${name}: ${headers[name] ?? '(none)'}`);
        note(`with the settings of ${like} the server receives ${told.join(', ')}`);
        return forwardedProblems(headers, host).map((why) => `with the settings of ${like}: ${why}`);
      });
      return (await Promise.all(asked)).flat();
    });
    expectNone(problems);
  },
);
