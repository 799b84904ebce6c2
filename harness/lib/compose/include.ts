import { dirname, join, relative } from 'node:path';
import { shown } from '../text/index.ts';
import { clear } from './clear.ts';
import type { ComposeDocument } from './document.ts';
import { withEnvFiles } from './environment.ts';
import { isThere, pathFrom } from './files.ts';
import { mergeService } from './merge.ts';
import { type ComposeNode, sameNode } from './node.ts';
import type { ModelContext, Opened, Services } from './services.ts';

/** Loads services of files; paths as seen from `shownFrom`. */
type Load = (files: readonly string[], context: ModelContext, shownFrom: string) => Services;

/** Brings the services of what a document includes in among its own, which win (compose-go, loader/include.go). */
export function includeServices(document: ComposeDocument, own: Services, context: ModelContext, load: Load): void {
  const include = document.root.fields.get('include');
  if (include?.kind !== 'list') {
    if (include?.kind === 'mapping' || (include?.kind === 'scalar' && include.value !== null)) {
      context.problems.add('COMPOSE_INVALID', include.at, 'include: a list is expected');
    }
    return;
  }
  for (const item of include.items) {
    for (const [name, service] of loadIncluded(item, context, load)) {
      const mine = own.get(name);
      own.set(name, mine ? mergedOnto(service, mine, name, document, context) : service);
    }
  }
}

/** The same service, reached on two ways, stays as it is. */
function mergedOnto(
  included: ComposeNode,
  own: ComposeNode,
  name: string,
  { cleared }: ComposeDocument,
  { problems }: ModelContext,
): ComposeNode {
  if (sameNode(included, own)) return own;
  const base = clear(new Map([[name, included]]), cleared).get(name);
  return base ? mergeService(base, own, problems) : own;
}

function loadIncluded(item: ComposeNode, context: ModelContext, load: Load): Services {
  const { folder, problems } = context;
  const files = textsOf(item.kind === 'mapping' ? item.fields.get('path') : item).map((path) => pathFrom(folder, path));
  const [main] = files;
  if (main === undefined) problems.add('COMPOSE_INVALID', item.at, 'include: the path of a Compose file is expected');
  const absent = files.filter((file) => !isThere(file));
  for (const file of absent) {
    problems.add('COMPOSE_INCLUDE_MISSING', item.at, `include: the file ${shown(file)} is not there`);
  }
  if (main === undefined || absent.length > 0 || isCycle(main, item, context)) return new Map();
  const chosen = item.kind === 'mapping' ? textsOf(item.fields.get('project_directory'))[0] : undefined;
  const inner = chosen === undefined ? dirname(main) : pathFrom(folder, chosen);
  const environment = withEnvFiles(context.environment, envFilesOf(item, inner, context), problems);
  const opened = [...context.opened, { path: main, askedAt: item.at }];
  return load(files, { ...context, folder: inner, environment, opened }, relative(folder, inner));
}

/** Named ones are seen from the including project's folder; without any it is the included one's `.env`. */
function envFilesOf(item: ComposeNode, inner: string, { folder, problems }: ModelContext): string[] {
  const named = item.kind === 'mapping' ? textsOf(item.fields.get('env_file')) : [];
  if (named.length === 0) return [join(inner, '.env')].filter(isThere);
  const files = named.filter((path) => path !== '/dev/null').map((path) => pathFrom(folder, path));
  for (const file of files) {
    if (!isThere(file)) problems.add('COMPOSE_ENV_FILE_MISSING', item.at, `include: ${shown(file)} is not there`);
  }
  return files.filter(isThere);
}

function isCycle(file: string, { at }: ComposeNode, { opened, problems }: ModelContext): boolean {
  const start = opened.findIndex(({ path }) => path === file);
  if (start < 0) return false;
  const circle = [...opened.slice(start), { path: file, askedAt: at }].map(openedAt);
  problems.add('COMPOSE_CYCLE', at, `include leads in a circle: ${circle.join(' → ')}`);
  return true;
}

const openedAt = ({ path, askedAt }: Opened): string =>
  askedAt ? `${shown(path)} (${askedAt.file}:${askedAt.position.line})` : shown(path);

function textsOf(node: ComposeNode | undefined): string[] {
  if (node?.kind === 'list') return node.items.flatMap(textsOf);
  return node?.kind === 'scalar' && node.value !== null && node.text !== '' ? [node.text] : [];
}
