const secrets = new Set<string>();
const MASK = '[redacted]';

/** Masks these values from now on, also in Base64, URL-encoded, and as JSON and YAML escape them. Values under 6 characters are left out: masking them would garble ordinary text. */
export function registerSecrets(values: Iterable<string>): void {
  for (const value of values) {
    if (value.length < 6) continue;
    secrets.add(value);
    secrets.add(Buffer.from(value).toString('base64'));
    secrets.add(encodeURIComponent(value));
    secrets.add(JSON.stringify(value).slice(1, -1));
  }
}

/** @returns the text with every registered secret masked. Everything that is logged, reported or stored goes through here. */
export function redact(text: string): string {
  let result = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) result = result.replaceAll(secret, MASK);
  return result;
}
