import { z } from 'zod';
import { configSchema } from './schema.ts';

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

/** @returns the config's JSON Schema, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: 'input' });
}

/** @returns every key with its values, default and meaning, as a Markdown table. */
export function configTable(): string {
  const rows = rowsOf(configJsonSchema() as JsonSchema, '');
  return ['| key | value | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function rowsOf(schema: JsonSchema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const key = prefix ? `${prefix}.${name}` : name;
    const nested = property.properties ? property : property.items;
    const children = nested?.properties ? rowsOf(nested, property.items ? `${key}[]` : key) : [];
    if (children.length > 0 && !property.description) return children;
    return [row(key, property, schema.required?.includes(name) === true), ...children];
  });
}

function row(key: string, property: JsonSchema, required: boolean): string {
  const fallback =
    property.default === undefined ? (required ? '(required)' : '') : `\`${JSON.stringify(property.default)}\``;
  return `| \`${key}\` | ${valuesOf(property)} | ${fallback} | ${cell(property.description ?? '')} |`;
}

function valuesOf(property: JsonSchema): string {
  if (property.enum) return property.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (property.items) return `list of ${valuesOf(property.items)}`;
  return property.const === undefined ? (property.type ?? 'any') : `\`${String(property.const)}\``;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
