/** Name endings of sensitive settings, in Dify and elsewhere (Dify's docker/.env.example). */
const SECRET_NAME =
  /(PASSWORD|PASSWD|PASSPHRASE|(^|_)PASS|REQUIREPASS|MASTERAUTH|SECRET|_TOKEN|^TOKEN|_KEY|^KEY|CREDENTIALS|CONNECTION_STRING|SERVICE_ACCOUNT_JSON_BASE64|KEY_FOR_PLUGIN)$/;
/** Names that end like a secret but are not. */
const NO_SECRET = /(PUBLIC|PRIMARY|SORT|PARTITION|CACHE|HASH|FOREIGN|ROUTING)_KEY$|^NEXT_PUBLIC_/;
/** Values that show that the setting is a switch or a file path after all; an empty one reveals nothing. */
const NOTHING_SECRET = /^(true|false|yes|no|on|off|\/\S+\.(pem|key|crt|cer|txt|json))?$/i;

/** Cached by name: even sets of thousands of objects have few different ones. */
const KNOWN = new Map<string, boolean>();

/** @returns whether a setting of this name is sensitive, whatever its value. */
export function isSecretName(name: string): boolean {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const upper = name.toUpperCase().replaceAll(/[-.]/g, '_');
  const secret = SECRET_NAME.test(upper) && !NO_SECRET.test(upper);
  KNOWN.set(name, secret);
  return secret;
}

/** @returns whether a value under a sensitive name is harmless. */
export const givesNothingAway = (value: string): boolean => NOTHING_SECRET.test(value);

/** A URL as far as a person would read it: to a blank, a quote, or the next URL of a list. */
const URL_TEXT = /[a-z][a-z0-9+.-]*:\/\/(?:(?![,;|][a-z][a-z0-9+.-]*:\/\/)[^\s"'`<>])*/gi;
/**
 * User and password, up to the last `@`: an unescaped password may contain `@`, `/` and `#`. Digits after the first colon
 * that end with `/` are the port of a URL without a user.
 */
const USER_AND_PASSWORD = /^[a-z0-9+.-]+:\/\/(?:|[^\s:@/?#]+(?!:\d{1,5}[/?#])):(.+)@/i;

/** @returns the passwords within the URLs of a text, in order. */
export function passwordsInUrls(text: string): string[] {
  if (!text.includes('://') || !text.includes('@')) return [];
  return [...text.matchAll(URL_TEXT)].flatMap(([url]) => USER_AND_PASSWORD.exec(url)?.[1] ?? []);
}

/** @returns the password within the first URL of a text that has one. */
export const passwordInUrl = (text: string): string | undefined => passwordsInUrls(text)[0];

/** @returns whether a setting must not be shown: by its name, or because its value is a URL with a password in it. */
export function isSensitive(name: string, value: string | undefined): boolean {
  return isSecretName(name) || (value !== undefined && passwordInUrl(value) !== undefined);
}
