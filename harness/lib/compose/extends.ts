import { dirname, relative } from 'node:path';
import { closestTo, shown } from '../text/index.ts';
import type { FieldPath } from '../yaml-source/index.ts';
import { clear } from './clear.ts';
import { isThere, pathFrom } from './files.ts';
import { mergeService } from './merge.ts';
import { type ComposeNode, type MappingNode, textOf, withoutField } from './node.ts';
import { withPathsFrom } from './paths.ts';
import { documentsOf, type ModelContext, mergeAll, type Services, servicesIn } from './services.ts';
import type { ComposePlace } from './types.ts';

/** Services that can reference each other, and their file. */
export interface Scope {
  readonly file: string;
  /** Resolved services replace the originals in this map. */
  readonly services: Services;
  readonly cleared: readonly FieldPath[];
}

interface Step {
  readonly file: string;
  readonly name: string;
  readonly at: ComposePlace;
}

/** Follows `extends` from service to service (compose-go, loader/extends.go). */
export class Extender {
  readonly #context: ModelContext;
  readonly #files = new Map<string, Scope>();

  constructor(context: ModelContext) {
    this.#context = context;
  }

  /** @returns a service merged with what it extends; missing targets are recorded as problems. */
  extend(name: string, scope: Scope, steps: readonly Step[] = []): ComposeNode | undefined {
    const service = scope.services.get(name);
    const reference = service?.kind === 'mapping' ? service.fields.get('extends') : undefined;
    if (service?.kind !== 'mapping' || !reference) return service;
    const step = { file: scope.file, name, at: reference.at };
    const extended = this.#isCycle(step, steps)
      ? undefined
      : this.#extended(service, reference, scope, [...steps, step]);
    const result = withoutField(extended ?? service, 'extends');
    scope.services.set(name, result);
    return result;
  }

  #extended(
    service: MappingNode,
    reference: ComposeNode,
    scope: Scope,
    steps: readonly Step[],
  ): MappingNode | undefined {
    const { file, service: wanted } = referenceOf(reference);
    if (wanted === undefined) {
      this.#missing(reference, 'extends must name a service');
      return undefined;
    }
    const from = file === undefined ? scope : this.#scopeOf(file, reference);
    if (!from) return undefined;
    if (!from.services.has(wanted)) {
      this.#missing(reference, `extends: ${shown(from.file)} has no service "${wanted}"${hint(wanted, from)}`);
      return undefined;
    }
    const name = steps.at(-1)?.name ?? '';
    const base = this.extend(wanted, from, steps);
    const cleared = base && clear(new Map([[name, base]]), scope.cleared).get(name);
    if (cleared?.kind !== 'mapping') return service;
    const merged = mergeService(cleared, service, this.#context.problems);
    return merged.kind === 'mapping' ? { ...merged, at: service.at } : service;
  }

  /** @returns the services of another file in long form, with paths relative to this model's directory. */
  #scopeOf(file: string, reference: ComposeNode): Scope | undefined {
    const path = pathFrom(this.#context.directory, file);
    const known = this.#files.get(path);
    if (known) return { ...known, services: new Map(known.services) };
    if (!isThere(path)) {
      this.#missing(reference, `extends: the file ${shown(path)} does not exist`);
      return undefined;
    }
    const scope = this.#read(path);
    this.#files.set(path, scope);
    return { ...scope, services: new Map(scope.services) };
  }

  #read(path: string): Scope {
    const { problems, directory } = this.#context;
    let services: Services = new Map();
    let cleared: readonly FieldPath[] = [];
    for (const document of documentsOf(path, this.#context)) {
      services = mergeAll(clear(services, document.cleared), servicesIn(document, problems), problems);
      cleared = document.cleared;
    }
    const from = relative(directory, dirname(path));
    const seen = [...services].map(([name, service]) => [name, withPathsFrom(from, service)] as const);
    return { file: path, services: new Map(seen), cleared };
  }

  #isCycle(step: Step, steps: readonly Step[]): boolean {
    const start = steps.findIndex(({ file, name }) => file === step.file && name === step.name);
    if (start < 0) return false;
    const cycle = [...steps.slice(start), step].map(({ name, at }) => `${name} (${at.file}:${at.position.line})`);
    this.#context.problems.add('COMPOSE_CYCLE', step.at, `circular extends: ${cycle.join(' → ')}`);
    return true;
  }

  #missing(reference: ComposeNode, message: string): void {
    this.#context.problems.add('COMPOSE_EXTENDS_MISSING', reference.at, message);
  }
}

function referenceOf(node: ComposeNode): { readonly file?: string | undefined; readonly service?: string | undefined } {
  if (node.kind === 'mapping') return { file: textOf(node, 'file'), service: textOf(node, 'service') };
  return node.kind === 'scalar' && node.value !== null ? { service: node.text } : {};
}

function hint(wanted: string, { services }: Scope): string {
  const closest = closestTo(wanted, [...services.keys()]);
  return closest ? `; did you mean "${closest}"?` : '';
}
