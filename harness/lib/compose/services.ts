import { canonicalService } from './canonical.ts';
import { type ComposeDocument, readDocuments } from './document.ts';
import type { Environment } from './environment.ts';
import { mergeService } from './merge.ts';
import type { ComposeNode } from './node.ts';
import type { Problems } from './problems.ts';
import type { ComposePlace } from './types.ts';

/** Services by name, in long form once their document is merged. */
export type Services = Map<string, ComposeNode>;

/** A file that is being read, and the place that includes it. */
export interface Opened {
  readonly path: string;
  readonly includedAt: ComposePlace | undefined;
}

export interface ModelContext {
  /** Absolute; relative paths are resolved against it. */
  readonly directory: string;
  readonly environment: Environment;
  readonly problems: Problems;
  /** Number of files read so far. */
  readonly reads: { count: number };
  /** The chain of includes, from the main file to this one. */
  readonly opened: readonly Opened[];
}

/** Limits exponential includes; far more than any real deployment has. */
const MOST_FILES = 1000;

export function documentsOf(file: string, { environment, problems, reads }: ModelContext): ComposeDocument[] {
  reads.count += 1;
  if (reads.count <= MOST_FILES) return readDocuments(file, (name) => environment.get(name), problems);
  problems.add('COMPOSE_INVALID', undefined, `include and extends read more than ${MOST_FILES} files`);
  return [];
}

/** @returns the services of a document as written. */
export function servicesIn({ root }: ComposeDocument, problems: Problems): Services {
  const services = root.fields.get('services');
  if (services?.kind === 'mapping') return new Map(services.fields);
  if (services) problems.add('COMPOSE_INVALID', services.at, 'services must be a mapping of names to services');
  return new Map();
}

/** @returns all services in long form; those in both are merged. */
export function mergeAll(base: Services, over: Services, problems: Problems): Services {
  const merged = new Map(base);
  for (const [name, service] of over) {
    const below = merged.get(name);
    merged.set(name, canonicalService(below ? mergeService(below, service, problems) : service, problems));
  }
  return merged;
}
