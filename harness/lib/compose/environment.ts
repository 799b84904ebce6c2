import { parseDotenv } from './dotenv.ts';
import { placeIn, readFile } from './files.ts';
import type { Problems } from './problems.ts';
import { parseRawEnvFile } from './raw-env-file.ts';
import { type Lookup, substitute, TemplateError } from './template.ts';
import type { ComposePlace } from './types.ts';

/** What a variable of the project is set to, and where. */
export interface Setting {
  readonly value: string;
  /** Absent = handed in by the caller. */
  readonly at?: ComposePlace;
  /** Names that the value was itself interpolated from. */
  readonly interpolated: readonly string[];
}

export type PlacedSetting = Setting & { readonly at: ComposePlace };

/** The variables that `${NAME}` in Compose files stands for. */
export type Environment = ReadonlyMap<string, Setting>;

/** @returns values without a place, as the shell that starts docker compose would hand them in. */
export function handedIn(values: Readonly<Record<string, string>>): Environment {
  return new Map(Object.entries(values).map(([name, value]) => [name, { value, interpolated: [] }]));
}

/**
 * Adds what the `.env` files give, as `docker compose --env-file a --env-file b` does: a later file over an earlier one,
 * but what is there already over all of them.
 */
export function withEnvFiles(base: Environment, files: readonly string[], problems: Problems): Environment {
  const given = new Map<string, PlacedSetting>();
  for (const file of files) readEnvFile(file, given, (name) => base.get(name) ?? given.get(name), problems);
  return new Map([...given, ...base]);
}

/**
 * Reads one env file into `given`, which its later lines may refer to where `outer` has nothing.
 * @param outer looked into first; a line with a name alone takes its value from there only.
 */
export function readEnvFile(
  file: string,
  given: Map<string, PlacedSetting>,
  outer: Lookup<Setting>,
  problems: Problems,
  isRaw = false,
): void {
  const text = readFile(file, problems);
  if (text === undefined) return;
  const { entries, problem } = isRaw ? parseRawEnvFile(text) : parseDotenv(text);
  for (const { name, value, isTemplate, position } of entries) {
    const at = placeIn(file, position);
    if (value === undefined) {
      const passedOn = outer(name);
      const interpolated = [name, ...(passedOn?.interpolated ?? [])];
      if (passedOn) given.set(name, { value: passedOn.value, at: passedOn.at ?? at, interpolated });
    } else if (!isTemplate) given.set(name, { value, at, interpolated: [] });
    else
      given.set(
        name,
        interpolate(value, at, (asked) => outer(asked) ?? given.get(asked), problems),
      );
  }
  if (problem) problems.add('COMPOSE_ENV_FILE_INVALID', placeIn(file, problem.position), problem.message);
}

/** @returns a text with its variables replaced, and the place that decides it. */
function interpolate(text: string, at: ComposePlace, lookup: Lookup<Setting>, problems: Problems): PlacedSetting {
  try {
    const { text: value, names, sole } = substitute(text, lookup);
    const decidedBy = sole?.after === '' ? sole.setting.at : undefined;
    return { value, at: decidedBy ?? at, interpolated: withTheirs(names, lookup) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    problems.add('COMPOSE_INTERPOLATION', at, error.message);
    return { value: text, at, interpolated: [] };
  }
}

/** @returns the names, each followed by those that its own value came from. */
export function withTheirs(names: readonly string[], lookup: Lookup<Setting>): readonly string[] {
  if (names.length === 0) return names;
  return [...new Set(names.flatMap((name) => [name, ...(lookup(name)?.interpolated ?? [])]))];
}
