import type { Difference } from './differences/difference.ts';
import { compareReleases } from './versions.ts';

interface Note extends Pick<Difference, 'name' | 'weight' | 'text' | 'why'> {
  /** The first release that it is true for. */
  readonly since: string;
  /** Where the fact is from. */
  readonly source: string;
}

/** What the files of a release don't say by themselves. */
const NOTES: readonly Note[] = [
  {
    ...{ since: '1.0.0', name: 'plugins', weight: 'must' },
    text: 'Move models and tools to plugins: flask extract-plugins, flask install-plugins, flask migrate-data-for-plugin, in a pod of the API',
    why: 'providers of 0.15 are plugins from 1.0.0; apps that use them fail until they are installed',
    source: 'Dify api/commands.py of 1.0.0; release notes of 1.0.0',
  },
  {
    ...{ since: '1.9.2', name: 'sign-in', weight: 'should' },
    text: 'Serve console and API from one host, or from hosts below one domain: the console signs in with cookies and a CSRF header',
    why: 'up to 1.9.1 it was a token in the browser, which works across any hosts; scripts that sign in must change, too',
    source: 'Dify api/libs/token.py',
  },
  {
    ...{ since: '1.9.2', name: 'weaviate', weight: 'should' },
    text: 'If you use Weaviate, upgrade it to 1.27 or newer first and open its gRPC port 50051: the client of this release speaks gRPC',
    why: 'the old server can not be used; collections must be migrated or indexed anew',
    source: 'Dify docker/docker-compose.yaml: 1.19.0 up to 1.9.1, 1.27.0 from 1.9.2; WEAVIATE_GRPC_ENDPOINT',
  },
  {
    ...{ since: '1.10.0', name: 'cookie domain', weight: 'should' },
    text: 'Set COOKIE_DOMAIN (API) and NEXT_PUBLIC_COOKIE_DOMAIN (web) if console and API have different hosts',
    why: 'otherwise the browser does not send the cookies, and signing in has no effect',
    source: 'Dify api/libs/token.py, _cookie_domain',
  },
  {
    ...{ since: '1.11.2', name: 'login password', weight: 'know' },
    text: 'POST /console/api/login takes the password in Base64: scripts that sign in must change',
    source: 'Dify api/controllers/console/wraps.py, decrypt_password_field',
  },
  {
    ...{ since: '1.15.0', name: 'ssrf proxy', weight: 'should' },
    text: 'Allow private destinations that tools and plugins need in SSRF_PROXY_ALLOW_PRIVATE_IPS and _DOMAINS, if you take over the squid configuration of this release',
    why: 'its template denies private networks, so requests to services in the cluster end with 403',
    source: 'Dify docker/ssrf_proxy/squid.conf.template, to_private_networks',
  },
];

/** @returns what becomes true on the way from one release to a newer one. */
export const notesBetween = (from: string, to: string): Difference[] =>
  NOTES.filter(({ since }) => compareReleases(since, from) > 0 && compareReleases(since, to) <= 0).map(
    ({ since, source: _, ...note }) => ({
      kind: 'note',
      change: 'changed',
      ...note,
      text: `${note.text} (from ${since} on)`,
    }),
  );
