import { expect, test } from 'vitest';
import { nearestStore, readStores, type Store, storeKey, without } from './layout.ts';

const image = (ref: string, id: string) => ({ ref, id, tag: ref });
const store = (key: string, nodeImage: string, images: readonly (readonly [string, string])[]): Store => ({
  key,
  nodeImage,
  images: images.map(([ref, id]) => ({ ref, id })),
  databases: [],
});

test('a store is known by its node image and by every name and id, in any order', () => {
  const [a, b] = [image('a:1', 'sha256:1'), image('b:1', 'sha256:2')];
  expect(storeKey('n', [a, b])).toBe(storeKey('n', [b, a]));
  const others = [storeKey('m', [a, b]), storeKey('n', [a]), storeKey('n', [a, image('b:1', 'sha256:3')])];
  expect(others).not.toContain(storeKey('n', [a, b]));
});

test('a new store begins with the one of the same node image that has most of its images', () => {
  const one = store('one', 'n', [['a:1', '1']]);
  const two = store('two', 'n', [
    ['a:1', '1'],
    ['b:1', '2'],
  ]);
  const other = store('other', 'm', [
    ['a:1', '1'],
    ['b:1', '2'],
    ['c:1', '3'],
  ]);
  const wanted = [image('a:1', '1'), image('b:1', '2'), image('c:1', '3')];
  expect(nearestStore([one, two, other], 'n', wanted)).toBe(two);
  expect(without(wanted, two.images)).toEqual([wanted[2]]);
  expect(nearestStore([other], 'n', wanted)).toBeUndefined();
  expect(without(wanted)).toEqual(wanted);
});

test('an image of the same name with another id is lacking', () => {
  expect(without([image('a:1', '2')], store('one', 'n', [['a:1', '1']]).images)).toHaveLength(1);
});

test('a description that this version does not understand is passed over', () => {
  const known = store('one', 'n', [['a:1', '1']]);
  expect(readStores(`${JSON.stringify(known)}\n{"key":"old"}\nnot json\n`)).toEqual([known]);
});
