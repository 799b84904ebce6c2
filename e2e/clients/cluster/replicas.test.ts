import { describe, expect, it } from 'vitest';
import { disagreements, type ReplicaAnswer } from './replicas.ts';

const answer = (replica: string, body: string, status = 200): ReplicaAnswer => ({
  replica,
  path: '/x',
  status,
  headers: {},
  body,
});
const body = ({ body }: ReplicaAnswer): string => body;

describe('disagreements', () => {
  it('returns nothing if all answers are alike', () => {
    expect(disagreements([answer('a', '1'), answer('b', '1')], body)).toEqual([]);
  });

  it('lists who answers what if they differ', () => {
    expect(disagreements([answer('a', '1'), answer('b', '2'), answer('c', '1')], body)).toEqual([
      'replicas answer /x differently: a and c: 1; b: 2',
    ]);
  });

  it('names a replica that does not answer, or with an error', () => {
    expect(disagreements([answer('a', '1'), answer('b', 'no answer: refused', 0)], body)).toEqual([
      'b answers /x with HTTP 0 no answer: refused',
    ]);
  });
});
