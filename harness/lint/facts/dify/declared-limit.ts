import type { Component } from '../../../inference/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';

/** A limit of a server, and who says it. */
export interface DeclaredLimit {
  readonly count: number;
  readonly at: Place;
  /** `set` = the server is in the set; `config` = the config promises it of a server outside. */
  readonly by: 'set' | 'config';
}

/** @returns what a server of the set is told in its command line, else what the config says of the one outside. */
export function declaredLimit(
  input: LintInput,
  component: Component,
  option: RegExp,
  promised: 'postgresConnections' | 'redisClients',
): DeclaredLimit | undefined {
  for (const { component: found, seen } of input.understood.containers) {
    if (found !== component) continue;
    for (const field of ['args', 'command'] as const) {
      const count = Number(option.exec(seen.placed.container[field]?.join(' ') ?? '')?.[1] ?? 0);
      if (count > 0) return { count, at: placeIn(seen.workload.entry, [...seen.placed.path, field]), by: 'set' };
    }
  }
  const count = input.expected.lint.capacity[promised];
  return count === undefined ? undefined : { count, at: placeOfCapacity(input, promised), by: 'config' };
}

/** Where the config says what something can carry. */
export function placeOfCapacity({ expected }: LintInput, name: string): Place {
  const { source } = expected;
  return {
    file: source?.file ?? '',
    position: source?.at(['lint', 'capacity', name]) ?? { line: 1, column: 1 },
    object: `capacity of ${name}`,
    field: `lint.capacity.${name}`,
  };
}
