import { expect, test } from 'vitest';
import { parseYaml } from './index.ts';

const read = (text: string, dialect: 'kubectl' | 'compose' = 'kubectl') => parseYaml(text, { dialect });
const valuesOf = (text: string) => read(text).documents.map(({ value }) => value);
const problemsOf = (text: string) =>
  read(text).problems.map(({ position, message }) => `${position.line}:${position.column} ${message}`);

/** What sigs.k8s.io/yaml 1.6.0 and gopkg.in/yaml.v3 3.0.1 make of a plain scalar; dates stay text in ours. */
test.each([
  ['yes', true, 'yes'],
  ['Off', false, 'Off'],
  ['y', true, 'y'],
  ['N', false, 'N'],
  ['TRUE', true, true],
  ['tRue', 'tRue', 'tRue'],
  ['~', null, null],
  ['Null', null, null],
  ['0644', 420, 420],
  ['0o644', 420, 420],
  ['-0o7', -7, -7],
  ['0b11', 3, 3],
  ['0x1F', 31, 31],
  ['089', 89, 89],
  ['1_000', 1000, 1000],
  ['+12', 12, 12],
  ['-0', 0, 0],
  ['1.', 1, 1],
  ['-.5', -0.5, -0.5],
  ['1e3', 1000, 1000],
  ['1e400', '1e400', '1e400'],
  ['1.2.3', '1.2.3', '1.2.3'],
  ['0x', '0x', '0x'],
  ['_1', '_1', '_1'],
  ['12:30:15', '12:30:15', '12:30:15'],
  ['2024-01-02', '2024-01-02', '2024-01-02'],
  ['!!str 12', '12', '12'],
  ['!!int "12"', 12, 12],
  ['!!binary aGk=', 'hi', 'hi'],
  ['!other bar', 'bar', 'bar'],
])('%s is read like kubectl and Compose read it', (scalar, kubectl, compose) => {
  expect(read(`a: ${scalar}`).documents[0]?.value).toEqual({ a: kubectl });
  expect(read(`a: ${scalar}`, 'compose').documents[0]?.value).toEqual({ a: compose });
});

test('all documents are read, even empty ones, and an error in one does not hide the others', () => {
  const text = '# nothing\n---\na: 1\n---\n---\nb: [\n---\nc: 3\n...\nd: 4\n---\ne: 5\ne: 6\n--- {f: 7}\n';
  expect(valuesOf(text)).toEqual([{ a: 1 }, null, { c: 3 }, { d: 4 }, { e: 6 }, { f: 7 }]);
  expect(problemsOf(text).map((line) => line.replace(/:.*/, ''))).toEqual(['7']);
});

test('a line of dashes within a text does not end the document', () => {
  expect(valuesOf('a: |\n  x\n  ---\n  y\nb: "----"\n')).toEqual([{ a: 'x\n---\ny\n', b: '----' }]);
});

test('directives belong to the document after them', () => {
  expect(valuesOf('%YAML 1.1\n---\na: 1\n...\n%TAG ! tag:x,1:\n---\nb: !y 2\n')).toEqual([{ a: 1 }, { b: '2' }]);
});

test('Windows line endings and JSON with tabs are read', () => {
  expect(valuesOf('a: 1\r\nb:\r\n  - c\r\n---\r\nd: "e"\r\n')).toEqual([{ a: 1, b: ['c'] }, { d: 'e' }]);
  expect(valuesOf('{\n\t"a": [1,\n\t\ttrue]\n}\n')).toEqual([{ a: [1, true] }]);
});

test.each([
  ['an alias without an anchor', 'a: *b\n', '1:5 not YAML: unidentified alias "b"'],
  ['an anchor that contains itself', 'a: &a\n  b: [*a]\n', '2:7 not YAML: the anchor "a" contains itself'],
  ['a tab', 'a:\n\tb: 1\n', expect.stringMatching(/^2:1 not YAML: tab/)],
  ['a key that is a list', '[1, 2]: a\n', expect.stringMatching(/^1:\d not YAML: .*complex keys/)],
  ['no end', '"abc\n\n', expect.stringMatching(/^\d:\d not YAML: unexpected end/)],
  ['a control character', 'a: b\nc: \u0007\n', expect.stringMatching(/^2:\d not YAML: .*printable/)],
  ['too deep', `a: ${'['.repeat(300)}${']'.repeat(300)}`, expect.stringMatching(/^1:\d+ not YAML: nesting/)],
])('%s is a problem with its position', (_, text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  ['a duplicate key', 'a: 1\nb: 2\na: 3\n', { a: 3, b: 2 }, [['a', 1, 3]]],
  ['a duplicate key in JSON', '{"a": 1,\n "a": 2}', { a: 2 }, [['a', 1, 2]]],
  [
    'one of three',
    'a:\n- b: 1\n  b: 2\n  b: 3\n',
    { a: [{ b: 3 }] },
    [
      ['a.0.b', 2, 4],
      ['a.0.b', 3, 4],
    ],
  ],
])('of %s the last one wins, and both places are known; in Compose it is a problem', (_, text, value, places) => {
  const [document] = read(text).documents;
  expect(document?.value).toEqual(value);
  expect(document?.duplicates.map(({ path, hidden }) => [path.join('.'), hidden.line, document.at(path).line])).toEqual(
    places,
  );
  expect(parseYaml(text, { dialect: 'compose' }).problems.map(({ message }) => message)).toEqual([
    'not YAML: duplicate key: keys must be unique',
  ]);
});

test('an alias bomb is a problem, not millions of nodes', () => {
  const levels = Array.from(
    { length: 30 },
    (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`,
  );
  expect(problemsOf(`a0: &a0 [x]\n${levels.join('\n')}\n`)).toEqual([expect.stringMatching(/^7:\d+ .*400000 nodes/)]);
  const keys = Array.from({ length: 2000 }, (_, index) => `k${index}: 1`);
  const merges = `a: &a {${keys.join(', ')}}\nm:\n${'  - {<<: *a}\n'.repeat(190)}`;
  expect(problemsOf(merges)).toEqual([expect.stringMatching(/^101:10 .*400000 nodes/)]);
});

test('names of inherited properties are ordinary keys', () => {
  const [value] = valuesOf('__proto__: {polluted: true}\nconstructor: 1\n') as [object];
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect('polluted' in value).toBe(false);
  expect(read('a: {__proto__: {b: 1}}').documents[0]?.at(['a', '__proto__', 'b'])).toEqual({ line: 1, column: 17 });
});

const MERGED = `x-env: &env
  LOG: INFO
  on: 1
services:
  api:
    <<: [{ image: one }, { image: two, user: root }]
    environment:
      <<: *env
      MODE: !reset null
      "SCRIPT": |
        echo
    ports:
      - &web 80:80
      - *web
      -
`;

test.each([
  ['services.api.environment.MODE', '9:7', '9:20'],
  ['services.api.environment.SCRIPT', '10:7', '11:1'],
  ['services.api.environment.LOG', '2:3', '2:8'],
  ['services.api.environment.true', '3:3', '3:7'],
  ['services.api.image', '6:12', '6:19'],
  ['services.api.user', '6:40', '6:46'],
  ['services.api.ports.0', '13:14', '13:14'],
  ['services.api.ports.1', '14:9', '13:14'],
  ['services.api.ports.7', '12:5', '12:5'],
  ['services.api.environment.NONE.deep', '7:5', '7:5'],
  ['', '1:1', '1:1'],
])('the position of %s is where it is really written', (path, key, value) => {
  const document = read(MERGED).documents[0];
  const way = path === '' ? [] : path.split('.');
  const text = (at: { line: number; column: number } | undefined) => `${at?.line}:${at?.column}`;
  expect([text(document?.at(way)), text(document?.positionOfValue(way))]).toEqual([key, value]);
});

test('ignored tags are still available', () => {
  const document = read(MERGED).documents[0];
  expect(document?.tagAt(['services', 'api', 'environment', 'MODE'])).toBe('!reset');
  expect(document?.tagAt(['services', 'api', 'environment', 'LOG'])).toBeUndefined();
});

test('own keys override merged ones in any order, and the first merged one wins', () => {
  expect(valuesOf('a: {b: 1, <<: [{b: 2, c: 3}, {c: 4}]}')).toEqual([{ a: { b: 1, c: 3 } }]);
});
