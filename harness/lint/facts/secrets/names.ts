/** Name endings of sensitive settings, in Dify and elsewhere (Dify's docker/.env.example). */
const SECRET_NAME =
  /(PASSWORD|PASSWD|PASSPHRASE|SECRET|_TOKEN|^TOKEN|_KEY|^KEY|CREDENTIALS|CONNECTION_STRING|SERVICE_ACCOUNT_JSON_BASE64|KEY_FOR_PLUGIN)$/;
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

/** User and password within a URL: `redis://:password@host`. */
const URL_PASSWORD = /[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:([^\s@/]+)@/i;

/** @returns the password within the first URL of a text that has one. */
export function passwordInUrl(text: string): string | undefined {
  return text.includes('://') ? URL_PASSWORD.exec(text)?.[1] : undefined;
}

/** @returns whether a setting must not be shown: by its name, or because its value is a URL with a password in it. */
export function isSensitive(name: string, value: string | undefined): boolean {
  return isSecretName(name) || (value !== undefined && passwordInUrl(value) !== undefined);
}
