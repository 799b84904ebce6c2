import { pathFrom } from './files.ts';
import { type ComposeNode, type MappingNode, type ScalarNode, textOf, withField } from './node.ts';

/** @returns a service with relative paths prefixed by its directory: `a.env` in `sub` becomes `sub/a.env`. */
export function withPathsFrom(directory: string, service: ComposeNode): ComposeNode {
  if (service.kind !== 'mapping') return service;
  let result = service;
  for (const [name, change] of Object.entries(PATHS)) {
    const field = result.fields.get(name);
    if (field) result = withField(result, name, change(field, directory));
  }
  return result;
}

const PATHS: Readonly<Record<string, (node: ComposeNode, directory: string) => ComposeNode>> = {
  extends: (node, directory) => (node.kind === 'mapping' ? withPath(node, 'file', directory) : node),
  env_file: (node, directory) => eachMapping(node, (item) => withPath(item, 'path', directory)),
  volumes: (node, directory) =>
    eachMapping(node, (item) => (textOf(item, 'type') === 'bind' ? withPath(item, 'source', directory) : item)),
};

function eachMapping(node: ComposeNode, change: (item: MappingNode) => MappingNode): ComposeNode {
  if (node.kind !== 'list') return node;
  return { ...node, items: node.items.map((item) => (item.kind === 'mapping' ? change(item) : item)) };
}

function withPath(node: MappingNode, name: string, directory: string): MappingNode {
  const path = node.fields.get(name);
  if (path?.kind !== 'scalar' || path.value === null || path.text === '') return node;
  const text = pathFrom(directory, path.text);
  return withField(node, name, { ...path, value: text, text } satisfies ScalarNode);
}
