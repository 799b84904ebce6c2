import { expect, test } from 'vitest';
import { nameOf, parseManifest } from './index.ts';

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata:\n  KEY: value\n';

const namesIn = (text: string) => parseManifest('a.yaml', text).objects.map(({ object }) => nameOf(object));
const problemsIn = (text: string) =>
  parseManifest('a.yaml', text).problems.map(({ position, message }) => `${position.line}: ${message}`);

test('an object knows its file, its line and the place of its fields', () => {
  const [, second] = parseManifest('a.yaml', `${CONFIG_MAP}---\n${CONFIG_MAP}`).objects;
  expect(second).toMatchObject({ file: 'a.yaml', line: 7 });
  expect(second?.at(['data', 'KEY'])).toEqual({ line: 11, column: 3 });
  expect(second?.at(['data', 'OTHER'])).toEqual({ line: 10, column: 1 });
});

test('a List is taken apart, also within a List; places are those of the text', () => {
  const text = `kind: List
apiVersion: v1
items:
  - { apiVersion: v1, kind: Secret, metadata: { name: one } }
  - kind: List
    items:
      - apiVersion: v1
        kind: Service
        metadata: { name: two }
`;
  const { objects, problems } = parseManifest('a.yaml', text);
  expect(problems).toEqual([]);
  expect(objects.map(({ object }) => nameOf(object))).toEqual(['Secret one', 'Service two']);
  expect(objects.map(({ line }) => line)).toEqual([4, 7]);
  expect(objects[1]?.at(['metadata'])).toEqual({ line: 9, column: 9 });
});

test('empty documents hold nothing', () => {
  expect(namesIn(`# only a comment\n---\n---\n${CONFIG_MAP}`)).toEqual(['ConfigMap shop/a']);
});

test.each([
  ['just text', /^1: not a Kubernetes object/],
  ['- a\n- b', /^1: not a Kubernetes object/],
  ['apiVersion: v1\nkind: Pod', /^1: metadata.name missing/],
  ['metadata: { name: a }', /^1: apiVersion and kind missing/],
  ['apiVersion: v1\nkind: Pod\nmetadata: { name: "" }', /^1: metadata.name missing/],
  ['apiVersion: v1\nkind: Pod\nmetadata:\n  name: 12', /^4: metadata.name must be text: .*12/],
])('%j is refused with its line', (text, expected) => {
  expect(problemsIn(text)).toEqual([expect.stringMatching(expected)]);
  expect(namesIn(text)).toEqual([]);
});

test('what cannot be read hides no other object; problems come by line', () => {
  const text = `a: [\n---\n${CONFIG_MAP}---\nkind: Pod\n---\nb: {\n`;
  expect(namesIn(text)).toEqual(['ConfigMap shop/a']);
  const lines = problemsIn(text).map((line) => Number.parseInt(line, 10));
  expect(lines).toHaveLength(3);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
});
