import { parse } from 'yaml';
import type { ServiceFacts } from '../facts.ts';
import { shownDefault, withDefaults } from './defaults.ts';

type Entries = Readonly<Record<string, unknown>> | readonly string[] | null | undefined;

interface RawService {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly ports?: readonly (string | number | { readonly target?: unknown })[];
  readonly volumes?: readonly (string | { readonly target?: string })[];
  readonly environment?: Entries;
  readonly env_file?: unknown;
}

interface RawCompose {
  readonly services?: Readonly<Record<string, RawService>>;
  readonly 'x-shared-env'?: Entries;
}

export interface ComposeFacts {
  readonly services: Record<string, ServiceFacts>;
  readonly shared: Record<string, string>;
}

/** Reads the services of a Compose file. @param env the defaults of `.env`. */
export function composeFacts(text: string, env: ReadonlyMap<string, string>): ComposeFacts {
  const raw = parse(text, { merge: true }) as RawCompose;
  const shared = environmentOf(raw['x-shared-env'], env);
  const services = Object.entries(raw.services ?? {}).map(([name, service]): [string, ServiceFacts] => [
    name,
    serviceFacts(service, shared, env),
  ]);
  return { services: Object.fromEntries(services), shared: Object.fromEntries(shared) };
}

function serviceFacts(
  raw: RawService,
  shared: ReadonlyMap<string, string>,
  env: ReadonlyMap<string, string>,
): ServiceFacts {
  const all = environmentOf(raw.environment, env);
  const getsShared = sharesAll(raw, all, shared);
  const own = [...all].filter(([name, value]) => !(getsShared && shared.get(name) === value));
  const ports = (raw.ports ?? []).map((port) => portOf(port, env));
  const volumes = (raw.volumes ?? []).map((volume) => mountOf(volume, env)).filter((path) => path !== '');
  const mode = all.get('MODE');
  return {
    image: withDefaults(raw.image ?? '', env),
    ...(mode === undefined ? {} : { mode }),
    ...(raw.profiles?.length ? { profiles: raw.profiles.map((profile) => withDefaults(profile, env)) } : {}),
    ...(ports.length > 0 ? { ports } : {}),
    ...(volumes.length > 0 ? { volumes } : {}),
    ...(own.length > 0 ? { env: Object.fromEntries(own) } : {}),
    ...(getsShared ? { shared: true as const } : {}),
  };
}

/** Through an anchor up to 1.14; since then through the file of shared variables. */
function sharesAll(raw: RawService, all: ReadonlyMap<string, string>, shared: ReadonlyMap<string, string>): boolean {
  if (shared.size > 0) return [...shared.keys()].every((name) => all.has(name));
  return JSON.stringify(raw.env_file ?? '').includes('shared.env');
}

function environmentOf(entries: Entries, env: ReadonlyMap<string, string>): Map<string, string> {
  const pairs: (readonly [string, unknown])[] = isList(entries)
    ? entries.map((line) => [line.split('=', 1)[0] ?? '', line.includes('=') ? line.slice(line.indexOf('=') + 1) : ''])
    : Object.entries(entries ?? {});
  return new Map(pairs.map(([name, value]) => [name, shownDefault(name, withDefaults(String(value ?? ''), env))]));
}

const isList = (entries: Entries): entries is readonly string[] => Array.isArray(entries);

/** @returns the port within the container. */
function portOf(port: string | number | { readonly target?: unknown }, env: ReadonlyMap<string, string>): string {
  const text = typeof port === 'object' ? String(port.target ?? '') : String(port);
  return withDefaults(text, env).split(':').at(-1) ?? '';
}

function mountOf(volume: string | { readonly target?: string }, env: ReadonlyMap<string, string>): string {
  if (typeof volume !== 'string') return volume.target ?? '';
  return withDefaults(volume, env).split(':')[1] ?? '';
}
