import { canonicalService } from './canonical.ts';
import { type ComposeDocument, readDocuments } from './document.ts';
import type { Environment } from './environment.ts';
import { mergeService } from './merge.ts';
import type { ComposeNode } from './node.ts';
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

/** Files that include each other on many ways would be read without end: far more than any deployment has. */
const MOST_FILES = 1000;

export function documentsOf(file: string, { environment, problems, reads }: ModelContext): ComposeDocument[] {
  reads.count += 1;
  if (reads.count <= MOST_FILES) return readDocuments(file, (name) => environment.get(name), problems);
  problems.add('COMPOSE_INVALID', undefined, `include and extends lead to more than ${MOST_FILES} readings of files`);
  return [];
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
