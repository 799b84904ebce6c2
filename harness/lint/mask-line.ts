import { givesNothingAway, isSecretName, passwordInUrl } from './facts/secrets/names.ts';

export const MASK = '[redacted]';

/** `NAME: value`, `- NAME=value`, `export NAME=value`, with or without quotes. */
const WHOLE_LINE = /^(\s*(?:- +)?["']?(?:export +)?([A-Za-z_][\w.-]*)["']?\s*[:=]\s*)(\S.*)$/;
/** The same within braces: `{ NAME: value, … }`. */
const WITHIN = /(["']?([A-Za-z_][\w.-]*)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,{}[\]]+)/g;
/** `name: NAME, value: …`, an entry of a container's environment on one line. */
const ENTRY = /(name:\s*["']?([A-Za-z_][\w.-]*)["']?\s*,\s*value:\s*)("[^"]*"|'[^']*'|[^\s,{}[\]]+)/g;
/** The same on two lines: the first of them. */
const ENTRY_NAME = /^\s*(?:- +)?name:\s*["']?([A-Za-z_][\w.-]*)["']?\s*$/;
const ENTRY_VALUE = /^(\s*(?:- +)?value:\s*)(\S.*)$/;

/**
 * @param before the line above: it may name the variable whose value stands here.
 * @returns the line without what its names say is secret. A reference to a secret's value is no secret.
 */
export function maskLine(line: string, before: string | undefined): string {
  const name = before === undefined ? undefined : ENTRY_NAME.exec(before)?.[1];
  const value = ENTRY_VALUE.exec(line);
  if (name && value && isSecretName(name)) return `${value[1]}${masked(value[2] ?? '')}`;
  const whole = WHOLE_LINE.exec(line);
  if (whole && isSecret(whole[2]) && !/^[[{|>&*]/.test(whole[3] ?? '')) return `${whole[1]}${masked(whole[3] ?? '')}`;
  return maskUrls(line.replaceAll(ENTRY, maskGroups).replaceAll(WITHIN, maskGroups));
}

const maskGroups = (all: string, head: string, name: string, value: string): string =>
  isSecret(name) ? `${head}${masked(value)}` : all;

/** `key` is how a reference names the key of a Secret, in Kubernetes and in kustomize. */
const isSecret = (name: string | undefined): boolean => name !== undefined && name !== 'key' && isSecretName(name);

/** @returns the mask in place of a value; a placeholder that is filled in later stays as it is. */
export function masked(value: string): string {
  const bare = value.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
  return /^\$\{\w+\}$/.test(bare) || givesNothingAway(bare) ? value : MASK;
}

function maskUrls(line: string): string {
  const password = passwordInUrl(line);
  return password === undefined || /^\$\{\w+\}$/.test(password)
    ? line
    : line.replace(`:${password}@`, () => `:${MASK}@`);
}
