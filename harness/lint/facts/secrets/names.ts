/** Endings by which settings that are secret are called, in Dify and elsewhere (Dify's docker/.env.example). */
const SECRET_NAME =
  /(PASSWORD|PASSWD|PASSPHRASE|SECRET|_TOKEN|^TOKEN|_KEY|^KEY|CREDENTIALS|CONNECTION_STRING|SERVICE_ACCOUNT_JSON_BASE64|KEY_FOR_PLUGIN)$/;
/** Ends like a secret and is none. */
const NO_SECRET = /(PUBLIC|PRIMARY|SORT|PARTITION|CACHE|HASH|FOREIGN|ROUTING)_KEY$|^NEXT_PUBLIC_/;
/** Values that say that the setting is a switch or the path of a file after all; an empty one gives nothing away. */
const NOTHING_SECRET = /^(true|false|yes|no|on|off|\/\S+\.(pem|key|crt|cer|txt|json))?$/i;

/** Of names that were asked for: sets of thousands of objects have few different ones. */
const KNOWN = new Map<string, boolean>();

/** @returns whether a setting of this name is secret, whatever its value. */
export function isSecretName(name: string): boolean {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const upper = name.toUpperCase().replaceAll(/[-.]/g, '_');
  const secret = SECRET_NAME.test(upper) && !NO_SECRET.test(upper);
  KNOWN.set(name, secret);
  return secret;
}

/** @returns whether the value under a secret's name is one that may be read by anybody. */
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
