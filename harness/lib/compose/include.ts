import { dirname, join, relative } from 'node:path';
import { shown } from '../text/index.ts';
import { clear } from './clear.ts';
import type { ComposeDocument } from './document.ts';
import { withEnvFiles } from './environment.ts';
import { isThere, pathFrom } from './files.ts';
import { mergeService } from './merge.ts';
import { type ComposeNode, sameNode } from './node.ts';
import type { ModelContext, Opened, Services } from './services.ts';

/** Loads the services of files; paths are relative to `shownFrom`. */
type Load = (files: readonly string[], context: ModelContext, shownFrom: string) => Services;

/** Adds the services of included files to the document's own services, which win (compose-go, loader/include.go). */
export function includeServices(document: ComposeDocument, own: Services, context: ModelContext, load: Load): void {
  const include = document.root.fields.get('include');
  if (include?.kind !== 'list') {
    if (include?.kind === 'mapping' || (include?.kind === 'scalar' && include.value !== null)) {
      context.problems.add('COMPOSE_INVALID', include.at, 'include must be a list');
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

/** A service that is included through two paths stays unchanged. */
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
  const { directory, problems } = context;
  const files = textsOf(item.kind === 'mapping' ? item.fields.get('path') : item).map((path) =>
    pathFrom(directory, path),
  );
  const [main] = files;
  if (main === undefined) problems.add('COMPOSE_INVALID', item.at, 'include must name a Compose file');
  const absent = files.filter((file) => !isThere(file));
  for (const file of absent) {
    problems.add('COMPOSE_INCLUDE_MISSING', item.at, `include: the file ${shown(file)} does not exist`);
  }
  if (main === undefined || absent.length > 0 || isCycle(main, item, context)) return new Map();
  const chosen = item.kind === 'mapping' ? textsOf(item.fields.get('project_directory'))[0] : undefined;
  const inner = chosen === undefined ? dirname(main) : pathFrom(directory, chosen);
  const environment = withEnvFiles(context.environment, envFilesOf(item, inner, context), problems);
  const opened = [...context.opened, { path: main, includedAt: item.at }];
  return load(files, { ...context, directory: inner, environment, opened }, relative(directory, inner));
}

/** Explicit env files are relative to the including project's directory; the default is the included project's `.env`. */
function envFilesOf(item: ComposeNode, inner: string, { directory, problems }: ModelContext): string[] {
  const named = item.kind === 'mapping' ? textsOf(item.fields.get('env_file')) : [];
  if (named.length === 0) return [join(inner, '.env')].filter(isThere);
  const files = named.filter((path) => path !== '/dev/null').map((path) => pathFrom(directory, path));
  for (const file of files) {
    if (!isThere(file)) problems.add('COMPOSE_ENV_FILE_MISSING', item.at, `include: ${shown(file)} does not exist`);
  }
  return files.filter(isThere);
}

function isCycle(file: string, { at }: ComposeNode, { opened, problems }: ModelContext): boolean {
  const start = opened.findIndex(({ path }) => path === file);
  if (start < 0) return false;
  const cycle = [...opened.slice(start), { path: file, includedAt: at }].map(openedAt);
  problems.add('COMPOSE_CYCLE', at, `circular include: ${cycle.join(' → ')}`);
  return true;
}

const openedAt = ({ path, includedAt }: Opened): string =>
  includedAt ? `${shown(path)} (${includedAt.file}:${includedAt.position.line})` : shown(path);

function textsOf(node: ComposeNode | undefined): string[] {
  if (node?.kind === 'list') return node.items.flatMap(textsOf);
  return node?.kind === 'scalar' && node.value !== null && node.text !== '' ? [node.text] : [];
}
