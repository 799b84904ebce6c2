import { givesNothingAway, isSecretName, passwordsInUrls } from './names.ts';

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

/** `--requirepass value`, `--password=value`, `"-a", "value"`: an option of a program, on a command line or in a list. */
const OPTION = /(?<![\w-])(["']?--?([A-Za-z][\w-]*)["']?(?:[ =]|,\s*))("[^"]*"|'[^']*'|[^\s,\]"']+)/g;
/** The same as two entries of a list, on two lines: the first of them. */
const OPTION_NAME = /^\s*- +["']?--?([A-Za-z][\w-]*)["']?\s*$/;
const OPTION_VALUE = /^(\s*- +)(\S.*)$/;
/** A header of HTTP, in a probe or in a configuration of nginx. */
const CREDENTIALS = /\b(Bearer|Basic)( +)([\w.~+/=-]{6,})/g;

/**
 * @param before the line above: it may name the variable or the option whose value stands here.
 * @returns the line without what its names say is secret. A reference to a secret's value is no secret.
 */
export function maskLine(line: string, before: string | undefined): string {
  const afterName = maskAfter(line, before);
  if (afterName !== undefined) return afterName;
  const whole = WHOLE_LINE.exec(line);
  if (whole && isSecret(whole[2]) && !/^[[{|>&*]/.test(whole[3] ?? '')) return `${whole[1]}${masked(whole[3] ?? '')}`;
  const named = line.replaceAll(ENTRY, maskGroups).replaceAll(WITHIN, maskGroups).replaceAll(OPTION, maskGroups);
  return maskUrls(named.replaceAll(CREDENTIALS, (_, scheme, blank) => `${scheme}${blank}${MASK}`));
}

/** @returns the masked line if the line above names a secret whose value this one is. */
function maskAfter(line: string, before = ''): string | undefined {
  const name = ENTRY_NAME.exec(before)?.[1];
  const value = name && isSecret(name) ? ENTRY_VALUE.exec(line) : undefined;
  const option = OPTION_NAME.exec(before)?.[1];
  const [, head, given = ''] = value ?? (option && isSecret(option) ? OPTION_VALUE.exec(line) : undefined) ?? [];
  return head === undefined ? undefined : `${head}${masked(given)}`;
}

const maskGroups = (all: string, head: string, name: string, value: string): string =>
  isSecret(name) ? `${head}${masked(value)}` : all;

/** Settings of programs that are not written like variables. */
const CAMEL_CASE = /(api|access|private|signing|encryption|auth)Key$|[a-z](Password|Passphrase|Token)$|^a$/;

/** `key` is how a reference names the key of a Secret, in Kubernetes and in kustomize. */
const isSecret = (name: string | undefined): boolean =>
  name !== undefined && name !== 'key' && (isSecretName(name) || CAMEL_CASE.test(name));

/** @returns the mask in place of a value; a placeholder that is filled in later stays as it is. */
export function masked(value: string): string {
  const bare = value.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
  return /^\$\{\w+\}$/.test(bare) || givesNothingAway(bare) ? value : MASK;
}

/** @returns the text without the passwords in its URLs; those that are filled in later are none. */
export function maskUrls(line: string): string {
  let result = line;
  for (const password of passwordsInUrls(line)) {
    if (!/^\$\{\w+\}$|^\$\([\w.-]+\)$/.test(password)) result = result.replaceAll(`:${password}@`, () => `:${MASK}@`);
  }
  return result;
}
