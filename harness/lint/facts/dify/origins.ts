import { type ContainerEnvironment, isSymbolic, type Variable } from '../input/environment.ts';

/** A list of origins that the API allows. */
export interface OriginList {
  readonly variable: Variable;
  /** As Dify splits them: at each comma, without trimming. */
  readonly entries: readonly string[];
}

/** @returns the list; undefined if it is not set or not known before deployment. */
export function originsIn({ variables }: ContainerEnvironment, name: string): OriginList | undefined {
  const variable = variables.get(name);
  if (!variable?.value || isSymbolic(variable.value)) return undefined;
  return { variable, entries: variable.value.split(',') };
}

export const ORIGIN_LISTS: readonly string[] = ['CONSOLE_CORS_ALLOW_ORIGINS', 'WEB_API_CORS_ALLOW_ORIGINS'];

/** flask-cors treats an entry with one of these characters as a regular expression. */
export const isPattern = (entry: string): boolean => /[*\\\]?$^[()|+]/.test(entry);

/** @returns the intended origin: without whitespace, path and quotes. */
export function originMeant(entry: string): string | undefined {
  const text = entry.trim().replaceAll(/["']/g, '');
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).origin : undefined;
}
