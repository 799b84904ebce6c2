import { shown } from '../text/index.ts';
import { type Environment, type PlacedSetting, readEnvFile, type Setting } from './environment.ts';
import { isThere } from './files.ts';
import { type ComposeNode, decidingPlace, type MappingNode, type ScalarNode, textOf } from './node.ts';
import type { Problems } from './problems.ts';
import type { ComposeVariable } from './types.ts';

/**
 * @returns the variables of a service's container: `environment` overrides env files, and later env files override
 *   earlier ones (compose-go, types/project.go, resolveEnvironment). A name without a value hides the env files' value.
 */
export function environmentOf(
  service: MappingNode,
  project: Environment,
  problems: Problems,
): ReadonlyMap<string, ComposeVariable> {
  const own = ownVariables(service.fields.get('environment'), project, problems);
  const values = new Map<string, PlacedSetting>();
  for (const { name, value, at, interpolated } of own.values()) {
    if (value !== undefined) values.set(name, { value, at, interpolated });
  }
  const given = new Map(values);
  const files = service.fields.get('env_file');
  for (const item of files?.kind === 'list' ? files.items : []) {
    readServiceEnvFile(item, given, (name) => project.get(name) ?? values.get(name), problems);
  }
  const fromFiles = [...given].filter(([name]) => name !== '' && !own.has(name));
  return new Map([
    ...fromFiles.map(([name, setting]) => [name, { name, ...setting, from: 'env_file' }] as const),
    ...own,
  ]);
}

function readServiceEnvFile(
  item: ComposeNode,
  given: Map<string, PlacedSetting>,
  outer: (name: string) => Setting | undefined,
  problems: Problems,
): void {
  const path = item.kind === 'mapping' ? textOf(item, 'path') : undefined;
  if (item.kind !== 'mapping' || path === undefined) {
    problems.add('COMPOSE_INVALID', item.at, 'env_file must be a path');
    return;
  }
  const format = textOf(item, 'format') ?? '';
  if (format !== '' && format !== 'raw') {
    problems.add('COMPOSE_INVALID', item.at, `env_file: unknown format "${format}": remove it, or use raw`);
  }
  if (isThere(path)) readEnvFile(path, given, outer, problems, format === 'raw');
  else if (isRequired(item)) {
    problems.add('COMPOSE_ENV_FILE_MISSING', item.at, `env_file: ${shown(path)} does not exist`);
  }
}

const isRequired = (item: MappingNode): boolean =>
  !['false', 'no', 'n', 'off'].includes((textOf(item, 'required') ?? 'true').toLowerCase());

function ownVariables(
  node: ComposeNode | undefined,
  project: Environment,
  problems: Problems,
): ReadonlyMap<string, ComposeVariable> {
  const entries =
    node?.kind === 'mapping'
      ? [...node.fields].filter(isNotExtension)
      : node?.kind === 'list'
        ? node.items.map(fromList)
        : [];
  const variables = new Map<string, ComposeVariable>();
  for (const [name, field] of entries) {
    if (field.kind !== 'scalar') {
      problems.add(
        'COMPOSE_INVALID',
        field.at,
        `environment: the value of ${name || 'an entry'} must be a string or a number`,
      );
    } else if (/\s$/.test(name)) {
      problems.add('COMPOSE_INVALID', field.at, `environment: the name ${name.trim()} is followed by a space`);
    } else variables.set(name, variableOf(name, field, project));
  }
  return variables;
}

/** Compose removes `x-` extensions from every mapping, including this one. */
const isNotExtension = ([name]: readonly [string, ComposeNode]): boolean => !name.startsWith('x-');

/** @returns a list entry, `NAME=value` or only `NAME`, as a mapping entry. */
function fromList(item: ComposeNode): readonly [string, ComposeNode] {
  if (item.kind !== 'scalar') return ['', item];
  const equals = item.text.indexOf('=');
  if (equals < 0) return [item.text, { ...item, value: null, text: '' }];
  const text = item.text.slice(equals + 1);
  const head = item.text.slice(0, equals + 1);
  const sole = item.sole?.after.startsWith(head)
    ? { setting: item.sole.setting, after: item.sole.after.slice(head.length) }
    : undefined;
  return [head.slice(0, -1), { ...item, value: text, text, sole } satisfies ScalarNode];
}

function variableOf(name: string, node: ScalarNode, project: Environment): ComposeVariable {
  const variable = { name, from: 'environment', at: decidingPlace(node) } as const;
  if (node.value !== null) return { ...variable, value: node.text, interpolated: node.interpolated };
  const setting = project.get(name);
  if (!setting) return { ...variable, value: undefined, interpolated: [] };
  const interpolated = [...new Set([name, ...setting.interpolated])];
  return { ...variable, value: setting.value, at: setting.at ?? node.at, interpolated };
}
