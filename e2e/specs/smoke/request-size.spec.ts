import { answeredBy, brief, messageOf } from '../../../harness/index.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const MEBIBYTE = 1024 * 1024;
/** Names and borders of a form around the file: a limit of exactly the file's size refuses the largest file. */
const ENVELOPE = 2048;

// Turns red: nginx.ingress.kubernetes.io/proxy-body-size below the limit on ingress-nginx (its default is 1m).
test(
  'A body as large as the largest file that Dify accepts passes the ingress to the API on both hosts',
  check({
    id: 'upload-size-passes',
    claims: ['NET-2', 'ENV-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['routes-web-host', 'routes-api-host', 'login-first-setup'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ kind: 'switch', name: 'refuses-large-bodies', part: 'api' }],
    remediation:
      'Set nginx.ingress.kubernetes.io/proxy-body-size: 100m on the Ingress: it must let pass UPLOAD_FILE_SIZE_LIMIT and what a form adds to a file.',
  }),
  async ({ env, http, inPod, note, measure }) => {
    const { hosts } = env.config;
    const { megabytes } = await inPod<{ megabytes: number }>('api', 'upload_limit.py');
    // The whole body is read before it is refused, and without an address no login is counted as failed.
    const path = '/console/api/login';
    const padding = 'x'.repeat(megabytes * MEBIBYTE + ENVELOPE);
    const json = { padding, email: 'no-address', password: 'dify-e2e' };
    const sent = [...new Set(Object.values(hosts))].map(async (host) => {
      const started = performance.now();
      // nginx refuses at the first bytes; whether the 413 is still read or the sending fails first is chance.
      const answer = await http
        .request(`http://${host}${path}`, { method: 'POST', json, timeoutMs: 30_000 })
        .catch((error: unknown) => messageOf(error));
      if (typeof answer === 'string') return [`POST http://${host}${path} with ${megabytes} MB was cut off: ${answer}`];
      const by = answeredBy(answer);
      note(`${host}${path}: ${megabytes} MB, ${by} refuses with HTTP ${answer.status}`);
      measure(`${host}: time for ${megabytes} MB`, performance.now() - started, 'ms');
      if (by === 'api' && [400, 401, 422].includes(answer.status)) return [];
      return [
        `POST http://${host}${path} with ${megabytes} MB: the API must refuse it, and ${by} answers ${brief(answer)}`,
      ];
    });
    expectNone((await Promise.all(sent)).flat());
  },
);
