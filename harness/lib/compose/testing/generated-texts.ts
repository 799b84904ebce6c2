import fc from 'fast-check';

/** Few names, so that they collide; LATE is never set, HANDED is always set from outside. */
const NAMES = ['A', 'B', 'C', 'D_1', 'EMPTY', 'LATE', 'HANDED'];
const name = fc.constantFrom(...NAMES);
const word = fc.constantFrom(
  'x',
  'a b',
  'http://h:80/p?q=1',
  '',
  'ä',
  'a=b',
  '-',
  'x:-y',
  "it's",
  '"q"',
  '#c',
  'a #b',
  '{}',
);

/** All forms of interpolation, nested; required variables only if they have a value. */
const template = fc.letrec<{ text: string; part: string }>((tie) => ({
  text: fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    name.map((it) => `$${it}`),
    name.map((it) => `\${${it}}`),
    fc.constant('$$'),
    fc.constantFrom('${HANDED:?must be}', '${HANDED?}', '$${A}', '$$A', '$1', '$'),
    fc
      .tuple(name, fc.constantFrom(':-', '-', ':+', '+'), tie('text'))
      .map(([it, operator, operand]) => `\${${it}${operator}${operand.replaceAll('{}', '')}}`),
  ),
})).text;

/** YAML scalars: numbers, booleans, and strings that look like them. */
const plain = fc.constantFrom(
  ...['1', '1.0', '1.50', '010', '0o17', '0x1F', '1e6', '1000000', '1000000.0', '1_000', '.5', '-1', '-0.5', '1e-7'],
  ...[
    'true',
    'false',
    'yes',
    'on',
    'null',
    '~',
    '',
    'x',
    'a b',
    '12345678901234567890',
    '1.2.3',
    '1:30',
    'True',
    '0.1',
  ],
);
const quoted = template.map((text) => JSON.stringify(text));
const value = fc.oneof(quoted, plain);

export const indent = (text: string, by = 2): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(by) + line))
    .join('\n');

export const mapping = fc.dictionary(name, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }).map((entries) =>
  Object.entries(entries)
    .map(([key, text]) => `${key}: ${text}`.trimEnd())
    .join('\n'),
);
export const listEntry = fc.oneof(
  name,
  fc.tuple(name, template).map(([key, text]) => JSON.stringify(`${key}=${text}`)),
);
export const list = <T extends string>(item: fc.Arbitrary<T>, maxLength = 4): fc.Arbitrary<string> =>
  fc.uniqueArray(item, { minLength: 1, maxLength }).map((items) => items.map((text) => `- ${text}`).join('\n'));

const dotenvValue = fc.oneof(
  template.map((text) => text.replaceAll(/["']/g, '')),
  template.map((text) => `"${text.replaceAll('"', '\\"')}"`),
  word.map((text) => `'${text.replaceAll("'", '')}'`),
  fc.constantFrom(
    '"two\nlines"',
    "'two\n$A'",
    '"\\t\\n\\$A \\"q\\" \\x \\0101"',
    'v # comment',
    'v#no',
    '  spaced  ',
    '" kept "',
  ),
);
const dotenvLine = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('', 'export '), name, fc.constantFrom('=', ' = ', ': '), dotenvValue)
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('# comment', '', '  # comment', 'A', 'export B', 'OTHER=${A}${B}', "LAST='x' # c"),
  },
);
export const dotenv = fc
  .tuple(fc.array(dotenvLine, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.map((line) => line + end).join(''));
