import type { ReleaseFacts } from '../facts.ts';

/** Containers of the API image share their readers: settings are read in each MODE. */
const API_SERVICES = ['api', 'worker', 'worker_beat', 'api_websocket'];

/** What a release says of one variable. */
export interface VariableFacts {
  /** `api` (in each MODE), `web`, other services of Compose; empty where only the Compose file itself uses it. */
  readonly readers: readonly string[];
  /** Default in the code of the API; `''` = none, undefined = not a setting of the API. */
  readonly code: string | undefined;
  /** What Compose passes to the API image, otherwise to the first of the other readers. */
  readonly compose: string | undefined;
  /** In .env.example. */
  readonly env: string | undefined;
}

const CACHE = new WeakMap<ReleaseFacts, ReadonlyMap<string, VariableFacts>>();

/** @returns every variable that a release names anywhere. */
export function variablesOf(facts: ReleaseFacts): ReadonlyMap<string, VariableFacts> {
  const known = CACHE.get(facts);
  if (known) return known;
  const services = Object.entries(facts.services);
  const names = [
    ...Object.keys(facts.env),
    ...Object.keys(facts.shared),
    ...Object.keys(facts.settings),
    ...services.flatMap(([, { env }]) => Object.keys(env ?? {})),
    ...[...facts.reads.api, ...facts.reads.web],
  ];
  const readBy = readersIn(facts);
  const all = new Map([...new Set(names)].sort().map((name) => [name, factsOf(facts, name, readBy.get(name) ?? [])]));
  CACHE.set(facts, all);
  return all;
}

function readersIn(facts: ReleaseFacts): ReadonlyMap<string, string[]> {
  const readers = new Map<string, string[]>();
  const add = (name: string, reader: string) => {
    const all = readers.get(name) ?? [];
    if (!all.includes(reader)) readers.set(name, [...all, reader]);
  };
  for (const name of [...Object.keys(facts.settings), ...facts.reads.api]) add(name, 'api');
  for (const name of facts.reads.web) add(name, 'web');
  for (const [service, { env = {} }] of Object.entries(facts.services)) {
    if (API_SERVICES.includes(service)) continue;
    for (const name of Object.keys(env)) add(name, service);
  }
  return readers;
}

function factsOf(facts: ReleaseFacts, name: string, readers: readonly string[]): VariableFacts {
  const owners = ['api', 'worker', 'worker_beat', ...readers.filter((reader) => reader !== 'api')];
  const own = owners.map((service) => facts.services[service]?.env?.[name]).find((value) => value !== undefined);
  const shared = readers.includes('api') ? facts.shared[name] : undefined;
  return { readers, code: facts.settings[name], compose: shared ?? own, env: facts.env[name] };
}
