import type { Difference } from '../../../releases/index.ts';
import { partsIn, rolesOf } from '../dify/settings.ts';
import { missingSourceOf } from '../environment/missing-source.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { partOfService } from './services.ts';

/** @returns the containers of the set that read a variable: `api` stands for the API image in each role. */
export function readersIn(input: LintInput, { readers = [] }: Difference): ContainerEnvironment[] {
  return readers.flatMap((reader) => {
    if (reader === 'api') return rolesOf(input).backends.map(({ environment }) => environment);
    const part = partOfService(reader);
    return part ? partsIn(input, part) : [];
  });
}

/** @returns the containers that read a variable and certainly do not get it. */
export const lackingIn = (input: LintInput, difference: Difference): ContainerEnvironment[] =>
  readersIn(input, difference).filter(
    (environment) => !environment.variables.has(difference.name) && !missingSourceOf(input, environment),
  );
