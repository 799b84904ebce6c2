import { type Place, placeIn } from '../../outcome.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { givesNothingAway, isSecretName, passwordInUrl } from './names.ts';

/** A secret that anyone with read access to the deployment can read. */
export interface Exposure {
  /** Name of the variable or key. */
  readonly name: string;
  readonly at: Place;
  /** `a ConfigMap`, or `a literal value`. */
  readonly where: string;
  readonly inConfigMap: boolean;
  /** How it was recognized: by name, as a password within a URL, or by the shape of the value. */
  readonly by: 'name' | 'url' | 'shape';
  /** Must never appear in a message. */
  readonly value: string;
}

const KNOWN = new WeakMap<LintInput, readonly Exposure[]>();

/** @returns every secret in a ConfigMap or a literal `env` value, each place once. */
export function exposuresOf(input: LintInput): readonly Exposure[] {
  const known = KNOWN.get(input);
  if (known) return known;
  const found = new Map<string, Exposure>();
  const add = (exposure: Exposure): void => {
    const key = `${exposure.at.file}\0${exposure.at.position.line}\0${exposure.at.object}\0${exposure.at.field}`;
    if (!found.has(key)) found.set(key, exposure);
  };
  for (const exposure of inConfigMaps(input)) add(exposure);
  for (const environment of input.environments) for (const exposure of inEnvironment(environment)) add(exposure);
  const exposures = [...found.values()];
  KNOWN.set(input, exposures);
  return exposures;
}

function* inConfigMaps({ sources }: LintInput): Generator<Exposure> {
  for (const { kind, entry, keys } of sources.all) {
    if (kind !== 'ConfigMap') continue;
    for (const [name, { path, value }] of keys) {
      const by = value === undefined ? undefined : recognize(name, value);
      if (by && value !== undefined)
        yield { name, at: placeIn(entry, path), where: 'a ConfigMap', inConfigMap: true, by, value };
    }
  }
}

function* inEnvironment({ workload, placed, variables }: ContainerEnvironment): Generator<Exposure> {
  for (const [index, { name, value }] of (placed.container.env ?? []).entries()) {
    const by = value === undefined ? undefined : recognize(name, value);
    if (!by || value === undefined) continue;
    const at = placeIn(workload.entry, [...placed.path, 'env', index]);
    yield { name, at, where: 'a literal value', inConfigMap: false, by, value };
  }
  // A key with a harmless name that the container gets under a sensitive one.
  for (const { name, value, from, definedAt: at } of variables.values()) {
    if (from.kind !== 'ConfigMap' || from.key === name || !value || !isSecretName(name) || givesNothingAway(value))
      continue;
    yield { name, at, where: 'a ConfigMap', inConfigMap: true, by: 'name', value };
  }
}

/** Secrets recognizable by shape: private keys, JSON Web Tokens, and tokens of OpenAI, AWS, GitHub, GitLab and Slack. */
const SHAPES =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|(?<![\w-])(sk-(proj-)?[A-Za-z0-9_-]{32,}|(AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/;

function recognize(name: string, text: string): Exposure['by'] | undefined {
  if (isSecretName(name) && !givesNothingAway(text) && !isReference(text)) return 'name';
  // Most texts contain neither, so comments are stripped only if there is a candidate.
  if (passwordInUrl(text) === undefined && !MAY_BE_SHAPED.test(text)) return undefined;
  const value = withoutComments(text);
  const password = passwordInUrl(value);
  if (password !== undefined && !isReference(password)) return 'url';
  return SHAPES.test(value) ? 'shape' : undefined;
}

const MAY_BE_SHAPED = /-----BEGIN |sk-|AKIA|ASIA|gh[pousr]_|glpat-|xox|eyJ/;

/** `$(NAME)`: kubelet inserts another variable, so the text itself reveals nothing. */
const isReference = (text: string): boolean => /^(\$\([-\w.]+\))+$/.test(text);

/** Comments of a file within a ConfigMap may contain example values. */
const withoutComments = (text: string): string =>
  text.includes('\n') ? text.replaceAll(/^\s*(#|\/\/).*$/gm, '') : text;
