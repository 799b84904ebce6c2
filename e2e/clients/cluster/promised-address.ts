import { type Config, hasPart } from '../../../harness/index.ts';

/** @returns the parts that use the stores. */
export const callers = (config: Config) => (['api', 'worker'] as const).filter((part) => hasPart(config, part));

/** @returns a problem if the container is configured for another address than the promised one; a store inside the set has none. */
export function elsewhere(who: string, found: readonly unknown[], promised: readonly unknown[] | undefined): string[] {
  return promised === undefined || found.join(':') === promised.join(':')
    ? []
    : [`${who} is configured as ${found.join(':')}, promised is ${promised.join(':')}`];
}
