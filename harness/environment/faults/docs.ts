import { z } from 'zod';
import { FAULT_KINDS } from './registry.ts';

type Kind = Pick<(typeof FAULT_KINDS)[number], 'kind' | 'fields' | 'does' | 'undone' | 'takes' | 'changesTheSet'> & {
  readonly example: object;
};

/** @returns `docs/faults.md`. */
export function faultDocs(): string {
  const kinds: readonly Kind[] = FAULT_KINDS.toSorted((a, b) => a.kind.localeCompare(b.kind));
  return [
    '# Kinds of faults',
    "Generated from `harness/environment/faults/kinds/` by `npm run docs`; don't edit. A fault is declared with the check that it makes fail: see [self-test.md](self-test.md). If no fault can make a check fail, it declares `faults: { none: 'the reason' }`.",
    'Texts in a fault may contain `${service:web}` and `${address:web}` (name and cluster IP of the Service of a part) and `${external:redis}` (host and port of an external server).',
    tableOf(kinds),
    ...kinds.map(sectionOf),
  ]
    .join('\n\n')
    .concat('\n');
}

function tableOf(kinds: readonly Kind[]): string {
  const rows = kinds.map(({ kind, does, takes }) => `| [\`${kind}\`](#${kind}) | ${does} | ${takes} |`);
  return ['| kind | what it does | in effect |', '| --- | --- | --- |', ...rows].join('\n');
}

function sectionOf({ kind, fields, does, undone, takes, changesTheSet, example }: Kind): string {
  const drift = changesTheSet
    ? ' It changes an object of the manifest set, so checks for drift are expected to fail with it.'
    : '';
  return [
    `## ${kind}`,
    `${does} It is in effect ${takes}.${drift}`,
    ...(Object.keys(fields).length > 0 ? [fieldsOf(fields)] : []),
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``,
    `Undo: ${undone}`,
  ].join('\n\n');
}

function fieldsOf(fields: z.ZodRawShape): string {
  const schema = z.toJSONSchema(z.object(fields)) as {
    properties: Record<string, { description?: string; enum?: readonly string[]; type?: string; const?: unknown }>;
    required?: readonly string[];
  };
  const rows = Object.entries(schema.properties).map(
    ([name, { description = '', enum: values, type, const: only }]) => {
      const value =
        values?.map((one) => `\`${one}\``).join(', ') ?? (only === undefined ? (type ?? '') : `\`${only}\``);
      return `| \`${name}\`${schema.required?.includes(name) ? '' : ' (optional)'} | ${value} | ${description} |`;
    },
  );
  return ['| field | value | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
