import { canonicalService } from './canonical.ts';
import { clear } from './clear.ts';
import { type ComposeDocument, readDocuments } from './document.ts';
import type { Environment } from './environment.ts';
import { Extender } from './extends.ts';
import { includeServices } from './include.ts';
import { mergeService } from './merge.ts';
import { type ComposeNode, type ScalarNode, withField } from './node.ts';
import { withPathsFrom } from './paths.ts';
import type { Problems } from './problems.ts';
import type { ComposePlace } from './types.ts';

/** Services by name: in their long form once their document is merged. */
export type Services = Map<string, ComposeNode>;

/** A file that is being read, and who asked for it. */
export interface Opened {
  readonly path: string;
  readonly askedAt: ComposePlace | undefined;
}

export interface ModelContext {
  /** Absolute; relative paths are seen from it. */
  readonly folder: string;
  readonly environment: Environment;
  readonly problems: Problems;
  /** Counts the files that were read. */
  readonly reads: { count: number };
  /** The files that include each other, from the main one to this one. */
  readonly opened: readonly Opened[];
}

/** @returns the services of some files, later ones merged onto earlier ones; paths as seen from `shownFrom`. */
export function loadServices(files: readonly string[], context: ModelContext, shownFrom: string): Services {
  const extender = new Extender(context);
  let services: Services = new Map();
  for (const file of files) {
    for (const document of documentsOf(file, context)) {
      services = mergeDocument(services, file, document, context, extender);
    }
  }
  return new Map([...services].map(([name, service]) => [name, finished(service, context, shownFrom)]));
}

function finished(service: ComposeNode, { environment }: ModelContext, shownFrom: string): ComposeNode {
  return withPathsFrom(shownFrom, withListFilled(service, environment));
}

/** Files that include each other on many ways would be read without end: far more than any deployment has. */
const MOST_FILES = 1000;

export function documentsOf(file: string, { environment, problems, reads }: ModelContext): ComposeDocument[] {
  reads.count += 1;
  if (reads.count <= MOST_FILES) return readDocuments(file, (name) => environment.get(name), problems);
  problems.add('COMPOSE_INVALID', undefined, `include and extends lead to more than ${MOST_FILES} readings of files`);
  return [];
}

function mergeDocument(
  below: Services,
  file: string,
  document: ComposeDocument,
  context: ModelContext,
  extender: Extender,
): Services {
  const own = servicesIn(document, context.problems);
  includeServices(document, own, context);
  const base = clear(below, document.cleared);
  const scope = { file, services: own, cleared: document.cleared };
  for (const name of own.keys()) extender.extend(name, scope);
  return mergeAll(base, own, context.problems);
}

/** @returns the services of a document as they are written. */
export function servicesIn({ root }: ComposeDocument, problems: Problems): Services {
  const services = root.fields.get('services');
  if (services?.kind === 'mapping') return new Map(services.fields);
  if (services) problems.add('COMPOSE_INVALID', services.at, 'services: a mapping of names to services is expected');
  return new Map();
}

/** @returns all services, those that are in both merged, in their long form. */
export function mergeAll(base: Services, over: Services, problems: Problems): Services {
  const merged = new Map(base);
  for (const [name, service] of over) {
    const below = merged.get(name);
    merged.set(name, canonicalService(below ? mergeService(below, service, problems) : service, problems));
  }
  return merged;
}

/** Names without a value in a list get it here, those of a mapping at the end: so compose-go does it. */
function withListFilled(service: ComposeNode, environment: Environment): ComposeNode {
  const list = service.kind === 'mapping' ? service.fields.get('environment') : undefined;
  if (service.kind !== 'mapping' || list?.kind !== 'list') return service;
  return withField(service, 'environment', { ...list, items: list.items.map((item) => filled(item, environment)) });
}

function filled(item: ComposeNode, environment: Environment): ComposeNode {
  const setting = item.kind === 'scalar' ? environment.get(item.text) : undefined;
  if (item.kind !== 'scalar' || !setting) return item;
  const text = `${item.text}=${setting.value}`;
  const sole = { setting, after: `${item.text}=` };
  const interpolated = [...new Set([item.text, ...setting.interpolated])];
  return { ...item, value: text, text, sole, interpolated } satisfies ScalarNode;
}
