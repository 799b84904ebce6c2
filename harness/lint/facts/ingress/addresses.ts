import { gte } from 'semver';
import type { PartName } from '../../../core/config/index.ts';
import type { Place } from '../../outcome.ts';
import { environmentFor, type LintInput } from '../input/input.ts';

/** An address that Dify gives to browsers or other external clients. */
export interface PublicAddress {
  readonly variable: string;
  readonly url: URL;
  /** Where the value is written. */
  readonly at: Place;
  /** A request to it, and the part that must answer it. */
  readonly path: string;
  readonly to: PartName;
  /** Whether logins and apps depend on it; without one of the others, only some public paths are unreachable. */
  readonly needed: boolean;
}

interface Kind {
  readonly variable: string;
  readonly readBy: readonly PartName[];
  readonly path: string;
  readonly to: PartName;
  readonly needed: boolean;
  readonly since?: string;
}

/** Dify, docker/.env.example: each variable, and what its address is for. */
const KINDS: readonly Kind[] = [
  { variable: 'CONSOLE_API_URL', readBy: ['api', 'web'], path: '/console/api/ping', to: 'api', needed: true },
  { variable: 'APP_API_URL', readBy: ['api', 'web'], path: '/api/system-features', to: 'api', needed: true },
  { variable: 'CONSOLE_WEB_URL', readBy: ['api'], path: '/signin', to: 'web', needed: true },
  { variable: 'APP_WEB_URL', readBy: ['api'], path: '/chat/x', to: 'web', needed: true },
  { variable: 'SERVICE_API_URL', readBy: ['api'], path: '/v1/', to: 'api', needed: false },
  { variable: 'FILES_URL', readBy: ['api'], path: '/files/x', to: 'api', needed: false },
  { variable: 'TRIGGER_URL', readBy: ['api'], path: '/triggers/webhook/x', to: 'api', needed: false, since: '1.10.0' },
  { variable: 'ENDPOINT_URL_TEMPLATE', readBy: ['api'], path: '', to: 'plugin-daemon', needed: false },
];

/** Nothing is asked of a release that isn't known. */
const isSince = (version: string | undefined, since: string): boolean => version !== undefined && gte(version, since);

/** @returns the addresses that the files define; each place once. */
export function publicAddresses(input: LintInput): PublicAddress[] {
  const seen = new Set<string>();
  return KINDS.flatMap((kind) =>
    kind.since && !isSince(input.expected.difyVersion, kind.since)
      ? []
      : kind.readBy
          .flatMap((part) => addressOf(input, kind, part))
          .filter(({ at, variable }) => {
            const key = `${variable} ${at.file}:${at.position.line}:${at.position.column}`;
            return !seen.has(key) && seen.add(key);
          }),
  );
}

function addressOf(input: LintInput, { variable, path, to, needed }: Kind, part: PartName): PublicAddress[] {
  const found = environmentFor(input, part)?.variables.get(variable);
  const text = (found?.value ?? '').replaceAll('{hook_id}', 'x');
  // A value that is filled in later is not an address yet.
  if (!found || text.includes('${') || !URL.canParse(text)) return [];
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return [];
  const below = url.pathname.replace(/\/$/, '');
  return [{ variable, url, at: found.definedAt, path: `${below}${path}`, to, needed }];
}
