import { asMapping, keyOf, uniqueBy } from './merge.ts';
import {
  type ComposeNode,
  isNull,
  type ListNode,
  type MappingNode,
  mappingNode,
  scalarNode,
  textOf,
  withField,
} from './node.ts';
import { PortError, portsOf } from './port-spec.ts';
import type { Problems } from './problems.ts';
import { cleanTarget, VolumeError, volumeOf } from './volume-spec.ts';

type Change = (node: ComposeNode, problems: Problems) => ComposeNode;

/** @returns a service in long form without duplicates (compose-go: uncity.go and transform/canonical.go). */
export function canonicalService(service: ComposeNode, problems: Problems): ComposeNode {
  if (service.kind !== 'mapping') return service;
  return unique(changed(unique(service), LONG_FORMS, problems));
}

function changed(service: MappingNode, changes: Readonly<Record<string, Change>>, problems: Problems): MappingNode {
  let result = service;
  for (const [name, change] of Object.entries(changes)) {
    const field = result.fields.get(name);
    if (field && !isNull(field)) result = withField(result, name, change(field, problems));
  }
  return result;
}

const LONG_FORMS: Readonly<Record<string, Change>> = {
  extends: (node) => (node.kind === 'scalar' ? mappingNode([['service', node]], node.at) : node),
  networks: (node) => asMapping(node),
  env_file: (node) => eachItem(node.kind === 'list' ? node : { kind: 'list', items: [node], at: node.at }, longEnvFile),
  ports: (node, problems) => eachItem(node, (item) => longPorts(item, problems)),
  volumes: (node, problems) => eachItem(node, (item) => longVolume(item, problems)),
};

const eachItem = (node: ComposeNode, change: (item: ComposeNode) => readonly ComposeNode[]): ComposeNode =>
  node.kind === 'list' ? { ...node, items: node.items.flatMap(change) } : node;

function longEnvFile(item: ComposeNode): readonly ComposeNode[] {
  return [item.kind === 'scalar' ? mappingNode([['path', item]], item.at) : item];
}

function longPorts(item: ComposeNode, problems: Problems): readonly ComposeNode[] {
  // A port that only the deployer knows can't be parsed.
  if (item.kind !== 'scalar' || item.text.includes('${')) return [item];
  const { at, text, interpolated } = item;
  const node = (value: string | number) => ({ ...scalarNode(value, at), interpolated });
  try {
    return portsOf(text).map(({ target, published, protocol, hostIp }) => {
      const fields: [string, ComposeNode][] = [
        ['target', node(target)],
        ['protocol', node(protocol)],
      ];
      if (published !== undefined) fields.push(['published', node(published)]);
      if (hostIp !== '') fields.push(['host_ip', node(hostIp)]);
      return mappingNode(fields, at);
    });
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    problems.add('COMPOSE_INVALID', at, `ports: ${error.message}`);
    return [];
  }
}

function longVolume(item: ComposeNode, problems: Problems): readonly ComposeNode[] {
  if (item.kind !== 'scalar') return [item];
  const { at, text, interpolated } = item;
  try {
    const { type, source, target, readOnly } = volumeOf(text);
    const values = { type, source, target: cleanTarget(target), read_only: readOnly };
    const fields = Object.entries(values).map(
      ([name, value]) => [name, { ...scalarNode(value, at), interpolated }] as const,
    );
    return [mappingNode(fields, at)];
  } catch (error) {
    if (!(error instanceof VolumeError)) throw error;
    problems.add('COMPOSE_INVALID', at, `volumes: ${error.message}`);
    return [];
  }
}

const KEYS: Readonly<Record<string, (item: ComposeNode) => string>> = {
  environment: keyOf,
  expose: keyOfScalar,
  profiles: keyOf,
  env_file: (item) => (item.kind === 'mapping' ? (textOf(item, 'path') ?? '') : keyOfScalar(item)),
  ports: portKey,
  volumes: volumeKey,
};

function unique(service: MappingNode): MappingNode {
  let result = service;
  for (const [name, key] of Object.entries(KEYS)) {
    const field = result.fields.get(name);
    if (field?.kind === 'list') result = withField(result, name, uniqueItems(field, key));
  }
  return result;
}

const uniqueItems = (list: ListNode, key: (item: ComposeNode) => string): ListNode => ({
  ...list,
  items: uniqueBy(list.items, key),
});

function keyOfScalar(item: ComposeNode): string {
  return item.kind === 'scalar' ? item.text : JSON.stringify(item.at);
}

/** Like in compose-go, a published port that is a number differs from the same port as a string. */
function portKey(item: ComposeNode): string {
  if (item.kind !== 'mapping') return keyOfScalar(item);
  const published = item.fields.get('published');
  const kept = published?.kind === 'scalar' ? published.value : null;
  return JSON.stringify([
    textOf(item, 'host_ip') ?? '0.0.0.0',
    kept,
    textOf(item, 'target'),
    textOf(item, 'protocol') ?? 'tcp',
  ]);
}

function volumeKey(item: ComposeNode): string {
  if (item.kind === 'mapping') return textOf(item, 'target') ?? '';
  try {
    return volumeOf(keyOfScalar(item)).target;
  } catch (error) {
    if (error instanceof VolumeError) return keyOfScalar(item);
    throw error;
  }
}
