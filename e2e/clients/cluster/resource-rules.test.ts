import { expect, it } from 'vitest';
import { resourceProblems } from './resource-rules.ts';

const promised = { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } };

it('compares values, not spelling', () => {
  const found = { requests: { cpu: '0.25', memory: '512Mi' }, limits: { cpu: '500m', memory: '1024Mi' } };
  expect(resourceProblems('api', promised, found)).toEqual([]);
});

it('names what differs and what is not set', () => {
  const found = { requests: { cpu: '250m' }, limits: { cpu: '1', memory: '1Gi' } };
  expect(resourceProblems('api', promised, found)).toEqual([
    'api: requests.memory is not set, promised 512Mi',
    'api: limits.cpu is 1, promised 500m',
  ]);
});

it('expects nothing of a part without a promise', () => {
  expect(resourceProblems('sandbox', {}, {})).toEqual([]);
});
