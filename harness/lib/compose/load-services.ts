import { clear } from './clear.ts';
import type { ComposeDocument } from './document.ts';
import type { Environment } from './environment.ts';
import { Extender } from './extends.ts';
import { includeServices } from './include.ts';
import { type ComposeNode, type ScalarNode, withField } from './node.ts';
import { withPathsFrom } from './paths.ts';
import { documentsOf, type ModelContext, mergeAll, type Services, servicesIn } from './services.ts';

/** @returns the services of the files, later ones merged onto earlier ones; paths are relative to `shownFrom`. */
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

function mergeDocument(
  below: Services,
  file: string,
  document: ComposeDocument,
  context: ModelContext,
  extender: Extender,
): Services {
  const own = servicesIn(document, context.problems);
  includeServices(document, own, context, loadServices);
  const base = clear(below, document.cleared);
  const scope = { file, services: own, cleared: document.cleared };
  for (const name of own.keys()) extender.extend(name, scope);
  return mergeAll(base, own, context.problems);
}

/** Like compose-go, resolves names without a value here for lists, but only at the end for mappings. */
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
