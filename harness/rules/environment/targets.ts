import type { ContainerEnvironment, Variable } from '../input/environment.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { isHostName, portOf, urlsIn } from './addresses.ts';

/** An address that a container is given: where it is to connect to. */
export interface Target {
  readonly environment: ContainerEnvironment;
  readonly variable: Variable;
  /** Lower case. */
  readonly host: string;
  /** Undefined where the files don't say. */
  readonly port: number | undefined;
}

/** @returns every address in the environments of the set's containers. */
export function* targetsOf({ environments }: LintInput): Generator<Target> {
  for (const environment of environments) {
    for (const variable of environment.variables.values()) {
      for (const { host, port } of addressesIn(variable, environment)) {
        if (host !== '' && !isSymbolic(host) && !/[{}$]/.test(host)) yield { environment, variable, host, port };
      }
    }
  }
}

function addressesIn(
  { name, value }: Variable,
  { variables }: ContainerEnvironment,
): { host: string; port: number | undefined }[] {
  if (!value) return [];
  const urls = urlsIn(value);
  if (urls.length > 0) return urls.map((url) => ({ host: url.host, port: portOf(url) }));
  if (!isHostName(name) || !/^[\w.-]+$/.test(value)) return [];
  const port = Number(variables.get(name.replace(/_(HOST|SERVER)$/, '_PORT'))?.value);
  return [{ host: value.toLowerCase(), port: port > 0 ? port : undefined }];
}
