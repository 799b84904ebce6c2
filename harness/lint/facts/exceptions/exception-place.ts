import type { Place } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import type { Exception } from './exceptions.ts';

/** An exception of the config, and where it is written. */
export interface PlacedException {
  readonly exception: Exception;
  readonly at: Place;
}

/** @returns the exceptions of the config, in the order in which they are written. */
export function exceptionsOf({ expected }: LintInput): PlacedException[] {
  const { source, lint } = expected;
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
