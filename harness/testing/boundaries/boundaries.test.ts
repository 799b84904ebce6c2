import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../core/package-root.ts';
import { boundaries, cruised } from './cruiser.ts';
import { named } from './data.ts';
import { exampleIn } from './paths.ts';

const list = boundaries();
const rooms = Object.keys(list.rooms);
const folders = rooms.filter((room) => exampleIn(room) !== room);
const product = folders.filter((room) => room !== 'harness/testing');
const refused = new Set<string>();

/** A tree with the same rooms, in which every room imports every other one, and everything else that must be refused. */
const PLANTED: readonly (readonly [file: string, imports: readonly string[]])[] = [
  ...rooms.map(
    (room) => [exampleIn(room), rooms.filter((other) => other !== room).map((other) => exampleIn(other))] as const,
  ),
  ...folders.map((room) => [exampleIn(room, 'uses-tests.ts'), [exampleIn(room, 'testing/support.ts')]] as const),
  ...folders.map((room) => [exampleIn(room, 'testing/support.ts'), []] as const),
  ['harness/core/one.ts', ['harness/core/two.ts']],
  ['harness/core/two.ts', ['harness/core/one.ts']],
  ['harness/lint/rules/one/rule.ts', ['harness/lint/rules/two/rule.ts']],
  ['harness/lint/rules/two/rule.ts', []],
  ['harness/novel/alone.ts', []],
  ['tools/novel.ts', ['harness/core/one.ts']],
];

beforeAll(async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'boundaries-'));
  for (const [file, imports] of PLANTED) await plant(folder.path, file, imports);
  await plant(folder.path, 'harness/core/packages.ts', [], Object.keys(list.packages));
  const { violations } = await cruised(folder.path);
  for (const { rule, from, to } of violations) refused.add(`${rule.name}: ${from} → ${to}`);
}, 60_000);

test.each(rooms)('%s may import what its list names, and no other room', (room) => {
  const allowed = (list.rooms[room]?.imports ?? []).flatMap((name) => named(list, name));
  for (const other of rooms.filter((candidate) => candidate !== room)) {
    const rule = product.includes(room) || room === exampleIn(room) ? room : `${room} (tests)`;
    const edge = `${rule}: ${exampleIn(room)} → ${exampleIn(other)}`;
    expect(refused.has(edge), edge).toBe(!allowed.includes(other));
  }
});

test.each(product)('no product file of %s may import test code', (room) => {
  const edge = `${exampleIn(room, 'uses-tests.ts')} → ${exampleIn(room, 'testing/support.ts')}`;
  expect(refused).toContain(`no test code in the product: ${edge}`);
});

test('a cycle is refused, also of types alone', () => {
  expect(refused).toContain('no cycles: harness/core/one.ts → harness/core/two.ts');
});

test('rooms that one pattern names are strangers to each other', () => {
  expect(refused).toContain('harness/lint/rules/*: harness/lint/rules/one/rule.ts → harness/lint/rules/two/rule.ts');
});

test('a room that is not in the list is refused, also where it imports nothing', () => {
  expect(refused).toContain('no unknown rooms: tools/novel.ts → harness/core/one.ts');
  expect(refused).toContain('no unknown rooms (alone): harness/novel/alone.ts → harness/novel/alone.ts');
});

test.each(list.doors.flatMap((name) => named(list, name)))('%s is imported through its index only', (room) => {
  expect(refused).toContain(`${room} (door): harness/core/example.ts → ${exampleIn(room)}`);
});

test.each(Object.keys(list.packages))('the package %s is refused where it does not belong', (name) => {
  const edge = `package ${name}: harness/core/packages.ts → ${name.replace('node:', '')}`;
  expect(refused).toContain(edge);
});

test('an import points upwards in the list, so that the list itself has no circle', () => {
  for (const [index, room] of rooms.entries()) {
    const allowed = (list.rooms[room]?.imports ?? []).flatMap((name) => named(list, name));
    expect(
      allowed.filter((other) => rooms.indexOf(other) > index),
      room,
    ).toEqual([]);
  }
});

test('no import of this repository is against the list', async () => {
  const { violations, imports } = await cruised(packageRoot());
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  // Fewer would mean that the sources could not be parsed.
  expect(imports).toBeGreaterThan(4000);
}, 120_000);

async function plant(root: string, file: string, imports: readonly string[], packages: readonly string[] = []) {
  const path = join(root, file);
  await mkdir(dirname(path), { recursive: true });
  const lines = imports.map((other) => `import type {} from './${relative(dirname(path), join(root, other))}';\n`);
  await writeFile(path, [...lines, ...packages.map((name) => `import '${name}';\n`), 'export {};\n'].join(''));
}
