// The load profile: console pages' calls and the API host, with real host names. k6 runs this file as it is.
// The harness sets PROFILE: { hosts: {name: address}, vus, durationSeconds, thresholds, webHost, apiHost, summary },
// and ADMIN_EMAIL and ADMIN_PASSWORD of the rehearsal's throw-away account.

import { check } from 'k6';
import { b64encode } from 'k6/encoding';
import http from 'k6/http';

declare const __ENV: Record<string, string>;

const profile = JSON.parse(__ENV.PROFILE ?? '{}');
const web = `http://${profile.webHost}`;
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
  const body = JSON.stringify({ email: __ENV.ADMIN_EMAIL, password: b64encode(__ENV.ADMIN_PASSWORD ?? '') });
  const answer = http.post(`${web}/console/api/login`, body, { headers: { 'Content-Type': 'application/json' } });
  if (answer.status !== 200) throw new Error(`sign-in before the load failed with HTTP ${answer.status}`);
  const cookie = (name: string) => answer.cookies[name]?.[0]?.value ?? answer.cookies[`__Host-${name}`]?.[0]?.value;
  return { access: cookie('access_token'), csrf: cookie('csrf_token') };
}

// biome-ignore lint/style/noDefaultExport: k6 asks for it
export default function visit(session: { access: string; csrf: string }) {
  const signedIn = {
    headers: {
      Cookie: `access_token=${session.access}; csrf_token=${session.csrf}`,
      'X-CSRF-Token': session.csrf,
    },
  };
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
