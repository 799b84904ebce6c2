import { parse } from 'yaml';
import type { Place } from '../../outcome.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { mountedFile } from './mounts.ts';
import { partsIn, textOf } from './settings.ts';

/** Where the sandbox reads its settings (dify-sandbox: conf/config.yaml, relative to `/`). */
export const CONFIG_PATH = '/conf/config.yaml';

/** A sandbox setting and where it is defined. */
export interface SandboxSetting {
  readonly environment: ContainerEnvironment;
  /** Text, number or boolean from the file; always text from a variable. */
  readonly value: unknown;
  readonly from: 'variable' | 'file';
  readonly at: Place;
}

/** The mounted config file; variables override it. */
export interface SandboxFile {
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: Place;
}

/** @returns the file that replaces the image's own; undefined if there is none or its content is not in the set. */
export function sandboxFile(input: LintInput, sandbox: ContainerEnvironment): SandboxFile | undefined {
  const file = mountedFile(input, sandbox, CONFIG_PATH);
  if (file?.text === undefined) return undefined;
  const values = parsed(file.text);
  return values && { values, at: file.at };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return undefined;
  }
}

/**
 * @param key path within the file, such as `proxy.http`
 * @returns the setting as the sandbox reads it: from the variable unless empty, otherwise from the mounted file.
 */
export function sandboxSetting(
  input: LintInput,
  environment: ContainerEnvironment,
  variable: string,
  key: string,
): SandboxSetting | undefined {
  const given = environment.variables.get(variable);
  const value = textOf(environment, variable);
  if (given && value !== undefined) return { environment, value, from: 'variable', at: given.definedAt };
  const file = sandboxFile(input, environment);
  const written = file && valueAt(file.values, key);
  return written === undefined || written === null || !file
    ? undefined
    : { environment, value: written, from: 'file', at: file.at };
}

/** @returns the setting of each sandbox of the set that has it. */
export const sandboxSettings = (input: LintInput, variable: string, key: string): SandboxSetting[] =>
  partsIn(input, 'sandbox').flatMap((sandbox) => sandboxSetting(input, sandbox, variable, key) ?? []);

/** @returns the value at a dotted path such as `app.port`. */
export function valueAt(values: unknown, key: string): unknown {
  return key.split('.').reduce((value, step) => (isRecord(value) ? value[step] : undefined), values);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
