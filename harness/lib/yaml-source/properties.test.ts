import fc from 'fast-check';
import { type DumpOptions, dump } from 'js-yaml';
import { expect, test } from 'vitest';
import { type FieldPath, type Position, parseYaml, type SourceDocument } from './index.ts';

/** What YAML takes for something else, unless it is quoted. */
const TRICKY = [
  'yes',
  'On',
  '~',
  'null',
  'a: b',
  '- x',
  '# c',
  ' lead',
  'end ',
  '{}',
  '[x',
  '&a',
  '*b',
  '!t',
  '%x',
  '@',
];
const MORE = [
  '',
  '<<',
  '---',
  '...',
  "it's",
  '"',
  'two\nlines\n',
  '\ttab',
  '\u2028',
  '\r',
  'é',
  '😀',
  '\u0000',
  '__proto__',
];

/** Go reads more texts as numbers than the writer knows of; those have a test of their own. */
const text = fc
  .oneof(fc.constantFrom(...TRICKY, ...MORE), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }))
  .filter((value) => !/^[-+.]?\d/.test(value));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((value) => value + 0);
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const treeOf = (key: fc.Arbitrary<string>) =>
  fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  })).tree;

const STYLES: readonly DumpOptions[] = [
  {},
  { indent: 4, lineWidth: -1 },
  { seqNoIndent: true, quoteStyle: 'double' },
  { flowLevel: 0, quoteFlowKeys: true },
  { flowLevel: 1, flowSkipCommaSpace: true },
  { forceQuotes: true, lineWidth: 20 },
];
const writer = fc.oneof(
  fc.constantFrom(...STYLES).map((style) => (value: unknown) => dump(value, style)),
  fc.constantFrom(undefined, 1, '\t').map((space) => (value: unknown) => JSON.stringify(value, undefined, space)),
);

const dialect = fc.constantFrom('kubectl', 'compose' as const);

test('values written in any style are read back unchanged', () => {
  const property = fc.property(treeOf(text), writer, dialect, (value, write, as) => {
    const { documents, problems } = parseYaml(write(value), { dialect: as });
    expect(problems).toEqual([]);
    expect(documents.map((document) => document.value)).toEqual([value]);
  });
  fc.assert(property, { numRuns: 300 });
});

const simpleKey = fc.oneof(
  fc.stringMatching(/^[a-z][A-Za-z0-9_./-]{0,8}$/),
  fc.constantFrom('yes', 'on', 'a b', 'x: y'),
);

/** All ways into a value, in the order in which they are written. */
function waysInto(value: unknown, way: FieldPath = []): FieldPath[] {
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? [...value.entries()] : Object.entries(value)).flatMap(([step, inner]) => [
    [...way, step],
    ...waysInto(inner, [...way, step]),
  ]);
}

function textAt(source: string, { line, column }: Position): string {
  return source
    .split('\n')
    .slice(line - 1)
    .join('\n')
    .slice(column - 1);
}

const beginsWith = (rest: string, key: string): boolean =>
  [key, `'${key}'`, JSON.stringify(key)].some((written) => rest.startsWith(written));

const after = (a: Position, b: Position): boolean => a.line > b.line || (a.line === b.line && a.column > b.column);

test('the position of a field is that of its key, and positions are in text order', () => {
  const property = fc.property(treeOf(simpleKey), writer, (value, write) => {
    const source = write(value);
    const document = parseYaml(source, { dialect: 'kubectl' }).documents[0] as SourceDocument;
    const keys = waysInto(document.value).filter((way) => typeof way.at(-1) === 'string');
    const places = keys.map((way) => document.at(way));
    for (const [index, place] of places.entries()) {
      expect(beginsWith(textAt(source, place), String(keys[index]?.at(-1)))).toBe(true);
      const before = places[index - 1];
      if (before) expect(after(place, before)).toBe(true);
    }
  });
  fc.assert(property, { numRuns: 200 });
});

test('no input throws, and every problem is within the text', () => {
  const broken = fc
    .tuple(
      treeOf(text),
      writer,
      fc.nat(),
      fc.constantFrom('', '\t', ':', '- ', '"', '{', '*a', '&a ', '---\n', '\u0001'),
    )
    .map(([value, write, at, damage]) => {
      const whole = write(value);
      const cut = at % (whole.length + 1);
      return whole.slice(0, cut) + damage + whole.slice(cut + 1);
    });
  const property = fc.property(fc.oneof(broken, fc.string({ unit: 'binary', maxLength: 200 })), (source) => {
    const { documents, problems } = parseYaml(source, { dialect: 'kubectl' });
    const lines = source.split('\n').length;
    for (const { position } of problems) expect(position.line).toBeLessThanOrEqual(lines);
    for (const document of documents) for (const way of waysInto(document.value)) document.at(way);
  });
  fc.assert(property, { numRuns: 500 });
});
