/** What a visitor could write to look like somebody else. */
export const SPOOFED = {
  'x-forwarded-for': '203.0.113.99',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'spoofed.example',
  'x-forwarded-port': '8443',
} as const;

type Headers = Readonly<Record<string, string | undefined>>;

const first = (value: string | undefined): string => value?.split(',')[0]?.trim() ?? '';

/**
 * @param seen the headers that reached the server, after a request with those of `SPOOFED`.
 * @param host name that was asked for.
 * @returns what the server would be told wrongly: readers of these headers, Dify among them, believe the first entry.
 */
export function forwardedProblems(seen: Headers, host: string): string[] {
  const believed = Object.entries(SPOOFED).filter(([name, value]) => first(seen[name]) === value);
  const missing = ['x-forwarded-for', 'x-forwarded-proto'].filter((name) => !first(seen[name]));
  return [
    ...believed.map(([name, value]) => `${name}: ${value}, which a visitor made up, is passed on as the truth`),
    ...missing.map((name) => `${name} is not sent on: the API can't know it`),
    ...(seen.host === host ? [] : [`the server is told Host: ${seen.host}, and ${host} was asked for`]),
  ];
}
