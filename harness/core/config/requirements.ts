import { ANY_PART_NAMES, type AnyPartName, hasPart } from './parts.ts';
import type { Config } from './schema.ts';
import { STORE_NAMES, type StoreName, storageOf, storeOf, vectorStoreOf } from './stores.ts';

/**
 * What a set must have for a check to apply: a part; a store, wherever it is; a vector store (`other`: one without checks of its own) or a
 * storage of one kind; an edge of one kind; routes as objects (Ingresses or HTTPRoutes); the stand-in of the outside world; two hosts;
 * a Compose deployment.
 */
export type Requirement =
  | AnyPartName
  | StoreName
  | `vectors:${string}`
  | `storage:${ReturnType<typeof storageOf>}`
  | `edge:${Config['edge']['kind']}`
  | 'routes'
  | 'outside-world'
  | 'two-hosts'
  | 'compose';

/** Images of Dify, as `needs` names them → the part that they run. */
const IMAGES: Readonly<Record<string, AnyPartName>> = {
  'dify-api': 'api',
  'dify-web': 'web',
  'dify-sandbox': 'sandbox',
  'dify-plugin-daemon': 'plugin-daemon',
  'ssrf-proxy': 'ssrf-proxy',
};

/**
 * @returns what a check requires: what it declares, otherwise the parts among its `needs`. One that needs all of them is about
 *   whatever parts there are.
 */
export function requirementsOf({ needs, requires }: Declared): readonly Requirement[] {
  if (requires) return requires;
  if (Object.keys(IMAGES).every((image) => needs.includes(image))) return [];
  return needs.flatMap((need) => IMAGES[need] ?? (need === 'outside-world' ? need : []));
}

interface Declared {
  readonly needs: readonly string[];
  readonly requires?: readonly Requirement[];
}

/** @returns why a check does not apply to the set; undefined if it does. */
export function whyNotApplicable(config: Config, declared: Declared): string | undefined {
  for (const requirement of requirementsOf(declared)) {
    const reason = unmet(config, requirement);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function unmet(config: Config, requirement: Requirement): string | undefined {
  if (isPart(requirement)) return hasPart(config, requirement) ? undefined : `the set has no ${requirement}`;
  if (isStore(requirement)) return missingStore(config, requirement);
  const [kind, value] = requirement.split(':');
  if (kind === 'vectors') {
    const type = vectorStoreOf(config);
    if (value === 'other') return whyNotOther(type);
    if (type !== value) return `the vector store is ${type ?? 'not named in the config'}, not ${value}`;
    return missingStore(config, 'vectors');
  }
  if (kind === 'storage') {
    const storage = storageOf(config);
    return storage === value ? undefined : `files are kept in storage of type ${storage}, not ${value}`;
  }
  if (kind === 'edge')
    return config.edge.kind === value ? undefined : `requests get in through ${config.edge.kind}, not ${value}`;
  if (requirement === 'routes')
    return config.edge.kind === 'nginx'
      ? "the set's own nginx routes requests, not Ingresses or HTTPRoutes"
      : undefined;
  if (requirement === 'outside-world')
    return config.outside ? undefined : 'the config has no stand-in for the outside world (outside)';
  if (requirement === 'compose')
    return config.compose ? undefined : 'the config names no Compose file to compare with (compose.file)';
  const { web, api } = config.hosts;
  return api !== undefined && api !== web ? undefined : `pages and API have one host, ${web}`;
}

/** Vector stores that checks have a client for. */
const WITH_CLIENT: readonly string[] = ['milvus', 'pgvector'];

function whyNotOther(type: string | undefined): string | undefined {
  if (type === undefined) return 'the config names no vector store';
  return WITH_CLIENT.includes(type) ? `there are checks for ${type}` : undefined;
}

function missingStore(config: Config, store: StoreName): string | undefined {
  const place = storeOf(config, store);
  return place.where === 'none' ? place.reason : undefined;
}

const isPart = (requirement: Requirement): requirement is AnyPartName =>
  (ANY_PART_NAMES as readonly string[]).includes(requirement);

const isStore = (requirement: Requirement): requirement is StoreName =>
  (STORE_NAMES as readonly string[]).includes(requirement);
