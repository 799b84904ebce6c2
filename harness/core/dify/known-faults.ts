import { coerce, gte, lte } from 'semver';

/** A fault of Dify itself, which no deployment causes or can mend. Checks tell it as a remark, and never fail because of it. */
export interface KnownFault {
  readonly id: string;
  /** Versions in which it was seen or read, first and last; others are not known to have it. */
  readonly from: string;
  readonly to: string;
  /** For people: what happens, and what a user notices of it. */
  readonly what: string;
  /** Where it was read or seen, and when (ISO date). */
  readonly source: string;
  readonly date: string;
  /** What a page's script or console says of it. */
  readonly pageError?: RegExp;
}

export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    id: 'web-first-page-script-error',
    from: '1.11.4',
    to: '1.11.4',
    what: 'the first page that a web server renders logs a script error before its translations are loaded; the page works',
    source: 'release run on the published web image',
    date: '2026-11-28',
    pageError: /^(Uncaught )?(TypeError: )?Cannot read properties of undefined \(reading 't'\)/,
  },
  {
    id: 'ssl-verify-ignored',
    from: '1.9.1',
    to: '1.14.2',
    what: 'with SSRF_PROXY_HTTP_URL and SSRF_PROXY_HTTPS_URL both set, an HTTP request node verifies certificates even if ssl_verify is off',
    source: 'api/core/helper/ssrf_proxy.py, _create_proxy_mounts: its transports are made without verify',
    date: '2026-11-28',
  },
];

/** @returns the faults that this version is known to have; none for a text that is not a version. */
export function knownFaults(version: string): readonly KnownFault[] {
  const plain = coerce(version);
  return plain ? KNOWN_FAULTS.filter(({ from, to }) => gte(plain, from) && lte(plain, to)) : [];
}
