import type { Place } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import type { Exception } from './exceptions.ts';

/** An exception in the config and where it is defined. */
export interface PlacedException {
  readonly exception: Exception;
  readonly at: Place;
}

/** @returns the exceptions of the config, in file order. */
export function exceptionsOf({ expected }: LintInput): PlacedException[] {
  const { source, lint } = expected;
  if (!source) return [];
  return lint.exceptions.map((exception, index) => ({
    exception,
    at: {
      file: source.file,
      position: source.at(['lint', 'exceptions', index]),
      object: `exception from ${exception.rule} for ${exception.object}`,
      field: 'lint.exceptions',
    },
  }));
}
