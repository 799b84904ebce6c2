// The load profile: console pages' calls and the API host, with real host names. k6 runs this file as it is.
// The harness sets PROFILE: { hosts: {name: address}, vus, durationSeconds, thresholds, consoleHost, apiHost, summary, and by the
// deployed version auth: 'bearer' | 'cookies', loginPassword: 'plain' | 'base64' }, and ADMIN_EMAIL and ADMIN_PASSWORD of the rehearsal's throw-away account.

import { check } from 'k6';
import { b64encode } from 'k6/encoding';
import http from 'k6/http';

declare const __ENV: Record<string, string>;

const profile = JSON.parse(__ENV.PROFILE ?? '{}');
const web = `http://${profile.consoleHost}`;
const api = `http://${profile.apiHost}`;

export const options = {
  hosts: profile.hosts,
  thresholds: profile.thresholds,
  summaryTrendStats: ['avg', 'med', 'p(95)', 'p(99)', 'max'],
  scenarios: {
    console: {
      executor: 'constant-vus',
      vus: profile.vus,
      duration: `${profile.durationSeconds}s`,
      gracefulStop: '5s',
    },
  },
};

// One sign-in for all users: the load is on the API's work, not on password hashing.
export function setup() {
  const plain = __ENV.ADMIN_PASSWORD ?? '';
  const password = profile.loginPassword === 'base64' ? b64encode(plain) : plain;
  const body = JSON.stringify({ email: __ENV.ADMIN_EMAIL, password });
  const answer = http.post(`${web}/console/api/login`, body, { headers: { 'Content-Type': 'application/json' } });
  if (answer.status !== 200) throw new Error(`sign-in before the load failed with HTTP ${answer.status}`);
  if (profile.auth === 'bearer') return { Authorization: `Bearer ${answer.json('data.access_token')}` };
  const cookies = Object.entries(answer.cookies).map(([name, [cookie]]) => ({ name, value: cookie?.value ?? '' }));
  return {
    Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    'X-CSRF-Token': cookies.find(({ name }) => name.endsWith('csrf_token'))?.value ?? '',
  };
}

// biome-ignore lint/style/noDefaultExport: k6 asks for it
export default function visit(headers: Record<string, string>) {
  const signedIn = { headers };
  expect('ping', http.get(`${web}/console/api/ping`), '"pong"');
  expect('setup', http.get(`${web}/console/api/setup`), '"finished"');
  expect('profile', http.get(`${web}/console/api/account/profile`, signedIn), '"email"');
  expect('api host', http.get(`${api}/api/system-features`), 'sso_enforced_for_signin');
}

function expect(name: string, answer: { status: number; body: string }, text: string) {
  check(answer, { [`${name} answers 200 with its own body`]: (r) => r.status === 200 && r.body.includes(text) });
}

export function handleSummary(data: unknown) {
  return { [profile.summary]: JSON.stringify(data) };
}
