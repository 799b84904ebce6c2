/** Headers that a visitor could send to pose as someone else. */
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
 * @param host the requested name.
 * @returns what the server would get wrong: readers of these headers, including Dify, believe the first entry.
 */
export function forwardedProblems(seen: Headers, host: string): string[] {
  const believed = Object.entries(SPOOFED).filter(([name, value]) => first(seen[name]) === value);
  const missing = ['x-forwarded-for', 'x-forwarded-proto'].filter((name) => !first(seen[name]));
  return [
    ...believed.map(([name, value]) => `the spoofed ${name}: ${value} is passed on`),
    ...missing.map((name) => `${name} is not sent, so the API can't know it`),
    ...(seen.host === host ? [] : [`the server receives Host: ${seen.host}, but ${host} was requested`]),
  ];
}
