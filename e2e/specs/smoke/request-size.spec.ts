import { answeredBy, brief, messageOf } from '../../../harness/index.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const MEBIBYTE = 1024 * 1024;
/** The form around the file: a limit of exactly the file's size would reject the largest file. */
const ENVELOPE = 2048;

// Fails on: nginx.ingress.kubernetes.io/proxy-body-size below the limit on ingress-nginx (its default is 1m).
test(
  'A request body as large as the largest file that Dify accepts passes the ingress on both hosts',
  check({
    id: 'upload-size-passes',
    claims: ['NET-2', 'ENV-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['routes-web-host', 'routes-api-host', 'login-first-setup'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ kind: 'switch', name: 'refuses-large-bodies', part: 'api' }],
    remediation:
      'Set nginx.ingress.kubernetes.io/proxy-body-size: 100m on the Ingress: it must allow UPLOAD_FILE_SIZE_LIMIT plus the form around the file.',
  }),
  async ({ env, http, inPod, note, measure }) => {
    const { hosts } = env.config;
    const { megabytes } = await inPod<{ megabytes: number }>('api', 'upload_limit.py');
    // The API reads the whole body before rejecting it, and without an email address no failed login is counted.
    const path = '/console/api/login';
    const padding = 'x'.repeat(megabytes * MEBIBYTE + ENVELOPE);
    const json = { padding, email: 'no-address', password: 'dify-e2e' };
    const sent = [...new Set(Object.values(hosts))].map(async (host) => {
      const started = performance.now();
      // nginx rejects at the first bytes; either the 413 is read or sending fails first.
      const answer = await http
        .request(`http://${host}${path}`, { method: 'POST', json, timeoutMs: 30_000 })
        .catch((error: unknown) => messageOf(error));
      if (typeof answer === 'string') return [`POST http://${host}${path} with ${megabytes} MB was cut off: ${answer}`];
      const by = answeredBy(answer);
      note(`${host}${path}: ${megabytes} MB, rejected by ${by} with HTTP ${answer.status}`);
      measure(`${host}: time for ${megabytes} MB`, performance.now() - started, 'ms');
      if (by === 'api' && [400, 401, 422].includes(answer.status)) return [];
      return [
        `POST http://${host}${path} with ${megabytes} MB: the API must reject it, but ${by} answers ${brief(answer)}`,
      ];
    });
    expectNone((await Promise.all(sent)).flat());
  },
);
