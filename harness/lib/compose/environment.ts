import { parseDotenv } from './dotenv.ts';
import { placeIn, readFile } from './files.ts';
import type { Problems } from './problems.ts';
import { parseRawEnvFile } from './raw-env-file.ts';
import { type Lookup, substitute, TemplateError } from './template.ts';
import type { ComposePlace } from './types.ts';

/** The value of a project variable and where it is set. */
export interface Setting {
  readonly value: string;
  /** Absent = passed in by the caller. */
  readonly at?: ComposePlace;
  /** Variables that the value was interpolated from. */
  readonly interpolated: readonly string[];
}

export type PlacedSetting = Setting & { readonly at: ComposePlace };

/** The variables available for `${NAME}` in Compose files. */
export type Environment = ReadonlyMap<string, Setting>;

/** @returns settings without a place, like variables from the shell that starts docker compose. */
export function handedIn(values: Readonly<Record<string, string>>): Environment {
  return new Map(Object.entries(values).map(([name, value]) => [name, { value, interpolated: [] }]));
}

/**
 * Adds the variables of `.env` files like `docker compose --env-file a --env-file b`: later files override earlier
 * ones, and existing variables override them all.
 */
export function withEnvFiles(base: Environment, files: readonly string[], problems: Problems): Environment {
  const given = new Map<string, PlacedSetting>();
  for (const file of files) readEnvFile(file, given, (name) => base.get(name) ?? given.get(name), problems);
  return new Map([...given, ...base]);
}

/**
 * Reads one env file into `given`. Later lines may reference `given` for variables that `outer` does not have.
 * @param outer checked first; a line with only a name takes its value only from here.
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
        interpolate(value, at, (other) => outer(other) ?? given.get(other), problems),
      );
  }
  if (problem) problems.add('COMPOSE_ENV_FILE_INVALID', placeIn(file, problem.position), problem.message);
}

/** @returns the interpolated text and the place that determines it. */
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

/** @returns the names, each followed by the variables that its own value came from. */
export function withTheirs(names: readonly string[], lookup: Lookup<Setting>): readonly string[] {
  if (names.length === 0) return names;
  return [...new Set(names.flatMap((name) => [name, ...(lookup(name)?.interpolated ?? [])]))];
}
