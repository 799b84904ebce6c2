import type { Environment } from './environment.ts';
import { type ComposeNode, decidingPlace, isNull, type MappingNode, textOf } from './node.ts';
import { exposedPorts, PortError, protocolOf } from './port-spec.ts';
import type { Problems } from './problems.ts';
import { environmentOf } from './service-environment.ts';
import type { ComposePort, ComposeService, ComposeText, ComposeVolume } from './types.ts';
import { cleanTarget } from './volume-spec.ts';

/** @returns a service in long form, as exposed by the project. */
export function serviceOf(
  name: string,
  service: MappingNode,
  project: Environment,
  problems: Problems,
): ComposeService {
  return {
    name,
    at: service.at,
    image: imageOf(service.fields.get('image'), problems),
    environment: environmentOf(service, project, problems),
    ports: [...portsOf(service, problems), ...exposedOf(service, problems)],
    volumes: itemsOf(service, 'volumes').flatMap((item) => volumeOf(item, problems)),
    networks: networksOf(service),
    profiles: profilesOf(service),
  };
}

export function profilesOf(service: MappingNode): string[] {
  return itemsOf(service, 'profiles').flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
}

function imageOf(node: ComposeNode | undefined, problems: Problems): ComposeText | undefined {
  if (node === undefined || isNull(node)) return undefined;
  if (node.kind === 'scalar') return { value: node.text, at: decidingPlace(node) };
  problems.add('COMPOSE_INVALID', node.at, 'image must be a string');
  return undefined;
}

/** A service without networks joins the project's default network, unless network_mode is set. */
function networksOf(service: MappingNode): string[] {
  const networks = service.fields.get('networks');
  const names = networks?.kind === 'mapping' ? [...networks.fields.keys()] : [];
  return names.length > 0 || textOf(service, 'network_mode') !== undefined ? names : ['default'];
}

function portsOf(service: MappingNode, problems: Problems): ComposePort[] {
  return itemsOf(service, 'ports').flatMap((item) => {
    // A short form that is still text contains a value that only the deployer knows.
    if (item.kind === 'scalar') return [];
    const target = item.kind === 'mapping' ? (textOf(item, 'target') ?? '') : '';
    if (item.kind !== 'mapping' || !/^\d+$/.test(target)) {
      if (!target.includes('${')) problems.add('COMPOSE_INVALID', item.at, 'ports: the target must be a number');
      return [];
    }
    const published = textOf(item, 'published');
    const protocol = checked(item, problems, () => protocolOf(textOf(item, 'protocol') ?? 'tcp'));
    if (protocol === undefined) return [];
    return [{ target: Number(target), ...(published ? { published } : {}), protocol, at: item.at }];
  });
}

function exposedOf(service: MappingNode, problems: Problems): ComposePort[] {
  return itemsOf(service, 'expose').flatMap((item) => {
    if (item.kind === 'scalar' && item.text.includes('${')) return [];
    const ports = checked(item, problems, () => exposedPorts(item.kind === 'scalar' ? item.text : ''));
    return (ports ?? []).map((port) => ({ ...port, at: item.at }));
  });
}

function checked<T>(item: ComposeNode, problems: Problems, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    problems.add('COMPOSE_INVALID', item.at, `ports: ${error.message}`);
    return undefined;
  }
}

function volumeOf(item: ComposeNode, problems: Problems): ComposeVolume[] {
  const type = item.kind === 'mapping' ? textOf(item, 'type') : undefined;
  if (item.kind !== 'mapping' || type === undefined) {
    problems.add('COMPOSE_INVALID', item.at, 'volumes: expected SOURCE:TARGET or a mapping with a type');
    return [];
  }
  const readOnly = ['true', 'yes', 'y', 'on'].includes((textOf(item, 'read_only') ?? '').toLowerCase());
  const target = cleanTarget(textOf(item, 'target') ?? '');
  return [{ type, source: textOf(item, 'source') ?? '', target, readOnly, at: item.at }];
}

function itemsOf(service: MappingNode, name: string): readonly ComposeNode[] {
  const field = service.fields.get(name);
  return field?.kind === 'list' ? field.items : [];
}
