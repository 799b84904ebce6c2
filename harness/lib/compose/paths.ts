import { pathFrom } from './files.ts';
import { type ComposeNode, type MappingNode, type ScalarNode, textOf, withField } from './node.ts';

/** @returns a service whose relative paths are seen from the folder above: `a.env` in `sub` is `sub/a.env`. */
export function withPathsFrom(folder: string, service: ComposeNode): ComposeNode {
  if (service.kind !== 'mapping') return service;
  let result = service;
  for (const [name, change] of Object.entries(PATHS)) {
    const field = result.fields.get(name);
    if (field) result = withField(result, name, change(field, folder));
  }
  return result;
}

const PATHS: Readonly<Record<string, (node: ComposeNode, folder: string) => ComposeNode>> = {
  extends: (node, folder) => (node.kind === 'mapping' ? withPath(node, 'file', folder) : node),
  env_file: (node, folder) => eachMapping(node, (item) => withPath(item, 'path', folder)),
  volumes: (node, folder) =>
    eachMapping(node, (item) => (textOf(item, 'type') === 'bind' ? withPath(item, 'source', folder) : item)),
};

function eachMapping(node: ComposeNode, change: (item: MappingNode) => MappingNode): ComposeNode {
  if (node.kind !== 'list') return node;
  return { ...node, items: node.items.map((item) => (item.kind === 'mapping' ? change(item) : item)) };
}

function withPath(node: MappingNode, name: string, folder: string): MappingNode {
  const path = node.fields.get(name);
  if (path?.kind !== 'scalar' || path.value === null || path.text === '') return node;
  const text = pathFrom(folder, path.text);
  return withField(node, name, { ...path, value: text, text } satisfies ScalarNode);
}
