import { expect, it } from 'vitest';
import { differingPaths } from './drift.ts';

it('finds no difference in equal values', () => {
  expect(differingPaths({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([]);
});

it('names paths, never values', () => {
  const live = { spec: { replicas: 3, image: 'a' }, data: { KEY: 'secret-one' } };
  const wanted = { spec: { replicas: 2, image: 'a' }, data: { KEY: 'secret-two', NEW: 'x' } };
  expect(differingPaths(live, wanted)).toEqual(['spec.replicas', 'data.KEY', 'data.NEW']);
});

it('detects that a list has become shorter', () => {
  expect(differingPaths({ list: [1, 2] }, { list: [1] })).toEqual(['list.1']);
});
