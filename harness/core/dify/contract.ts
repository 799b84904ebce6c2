import { coerce, gte } from 'semver';

/** What differs between Dify versions, as far as checks and rules depend on it. */
interface Facts {
  /** How a signed-in console authenticates: a token from the login response, or three cookies and the CSRF header. */
  readonly auth: 'bearer' | 'cookies';
  /** Whether the API reads COOKIE_DOMAIN; if not, console and API must share a host. */
  readonly cookieDomain: boolean;
  /** Encoding of the password in `POST /login` only: `/setup` and `/init` always take it as plain text. */
  readonly loginPassword: 'plain' | 'base64';
  /** Method of `/workspaces/current`. */
  readonly workspaceMethod: 'GET' | 'POST';
  /** Method of `/logout`. */
  readonly logOutMethod: 'GET' | 'POST';
  /** HTTP status of `/setup` and `/init` for an invalid body. */
  readonly invalidBodyStatus: 400 | 422;
  /** Pages where a visitor may end up after a wrong init password. */
  readonly afterWrongInitPassword: RegExp;
  /** Where the install page redirects after it has created the administrator. */
  readonly afterSetUp: RegExp;
  /** Where the sign-in page takes a visitor, and where a reload keeps one who is signed in. */
  readonly afterSignIn: RegExp;
  /** Non-simple headers that pages send to `/console/api`; they send `appHeaders` to `/api` as well. */
  readonly consoleHeaders: readonly string[];
  readonly appHeaders: readonly string[];
  /** Whether the squid template of this version denies private destinations. */
  readonly proxyDeniesPrivate: boolean;
}

export interface Contract extends Facts {
  readonly version: string;
}

/** The root of the host, or the apps as before. */
const HOME = /^\w+:\/\/[^/]+\/(\?.*)?$|\/apps/;

const FIRST: Facts = {
  auth: 'bearer',
  cookieDomain: false,
  loginPassword: 'plain',
  workspaceMethod: 'GET',
  // api/controllers/console/auth/login.py, LogoutApi.get
  logOutMethod: 'GET',
  invalidBodyStatus: 400,
  afterWrongInitPassword: /\/init(\?|$)/,
  afterSetUp: /\/signin/,
  afterSignIn: /\/apps/,
  consoleHeaders: ['content-type', 'authorization'],
  appHeaders: [],
  proxyDeniesPrivate: false,
};

/** What changed, and since which version; oldest first. */
const CHANGES: readonly (readonly [since: string, changed: Partial<Facts>])[] = [
  // web/app/install/installForm.tsx: signs the new administrator in
  ['1.8.0', { afterSetUp: /\/apps/ }],
  // api/libs/token.py, api/extensions/ext_blueprints.py
  [
    '1.9.2',
    {
      auth: 'cookies',
      logOutMethod: 'POST',
      consoleHeaders: ['content-type', 'x-csrf-token'],
      appHeaders: ['x-app-code', 'x-app-passport'],
    },
  ],
  // api/libs/token.py, _cookie_domain
  ['1.10.0', { cookieDomain: true }],
  // api/controllers/console/workspace/workspace.py, TenantApi.post
  ['1.10.1', { workspaceMethod: 'POST' }],
  // api/controllers/console/wraps.py, decrypt_password_field
  ['1.11.2', { loginPassword: 'base64' }],
  // api/controllers/fastopenapi.py, of /setup, /init, /ping, /version: errors lose their code, so the page mistakes a wrong init
  // password for an expired session
  ['1.12.0', { invalidBodyStatus: 422, afterWrongInitPassword: /\/(init|signin)(\?|$)/ }],
  // docker/ssrf_proxy/squid.conf.template, to_private_networks; web/next.config.ts and web/app/signin: `/` is a page of its own
  ['1.15.0', { proxyDeniesPrivate: true, afterSetUp: HOME, afterSignIn: HOME }],
];

/** @returns the contract of this version; a pre-release counts as its final release. @throws Error if the text is not a version. */
export function contractOf(version: string): Contract {
  const plain = coerce(version);
  if (!plain) throw new Error(`"${version}" is not a version`);
  const changed = CHANGES.flatMap(([since, facts]) => (gte(plain, since) ? [facts] : []));
  return { ...Object.assign({}, FIRST, ...changed), version };
}
