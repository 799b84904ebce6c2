import { coerce, gte, type SemVer } from 'semver';
import { QUEUES } from './queues.ts';

/** What differs between versions of Dify, as far as checks and rules lean on it. */
interface Facts {
  /** How a signed-in console says who it is: a token from the login's JSON, or three cookies and the CSRF header. */
  readonly auth: 'bearer' | 'cookies';
  /** Whether the API reads COOKIE_DOMAIN: before, console and API must share a host. */
  readonly cookieDomain: boolean;
  /** How `POST /login` wants the password, and only that call: `/setup` and `/init` always take it plain. */
  readonly loginPassword: 'plain' | 'base64';
  /** Method of `/workspaces/current`. */
  readonly workspaceMethod: 'GET' | 'POST';
  /** Method of `/logout`. */
  readonly logOutMethod: 'GET' | 'POST';
  /** HTTP status of a body that `/setup` and `/init` can't take. */
  readonly invalidBodyStatus: 400 | 422;
  /** Pages on which a visitor may be after a wrong init password. */
  readonly afterWrongInitPassword: RegExp;
  /** Where the install page leads when it has made the administrator. */
  readonly afterSetUp: RegExp;
  /** Headers beyond the ordinary ones that pages send to `/console/api`; to `/api` `appHeaders` too. */
  readonly consoleHeaders: readonly string[];
  readonly appHeaders: readonly string[];
  /** Whether the squid template of this version denies private destinations. */
  readonly proxyDeniesPrivate: boolean;
}

export interface Contract extends Facts {
  readonly version: string;
  /** Queues to which this version sends tasks, and the version from which they are known. */
  readonly queues: { readonly since: string; readonly names: readonly string[] };
}

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
  consoleHeaders: ['content-type', 'authorization'],
  appHeaders: [],
  proxyDeniesPrivate: false,
};

/** From which version on something is different, and what; oldest first. */
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
  // api/controllers/fastopenapi.py, of /setup, /init, /ping, /version: errors lose their code, so that the page takes a wrong init
  // password for a lost session
  ['1.12.0', { invalidBodyStatus: 422, afterWrongInitPassword: /\/(init|signin)(\?|$)/ }],
  // docker/ssrf_proxy/squid.conf.template, to_private_networks
  ['1.15.0', { proxyDeniesPrivate: true }],
];

/** @returns what holds for this version; a pre-release counts as the version that it leads to. @throws for a text that is none. */
export function contractOf(version: string): Contract {
  const plain = coerce(version);
  if (!plain) throw new Error(`"${version}" is no version`);
  const changed = CHANGES.flatMap(([since, facts]) => (gte(plain, since) ? [facts] : []));
  return { ...Object.assign({}, FIRST, ...changed), version, queues: queuesOf(plain) };
}

/** The newest list that is not newer than the version. */
function queuesOf(version: SemVer): Contract['queues'] {
  const row = QUEUES.findLast(({ since }) => gte(version, since));
  return row ? { since: row.since, names: row.queues } : { since: version.version, names: [] };
}
