import type { SourceProblem } from '../resolved.ts';

interface Kind {
  readonly code: NonNullable<SourceProblem['code']>;
  readonly text: RegExp;
  readonly what: (name: string, registry: string) => string;
  readonly hint: (name: string, registry: string) => string;
}

/** What the engine and its client say, from the most to the least specific. */
const KINDS: readonly Kind[] = [
  {
    code: 'REGISTRY_RATE_LIMIT',
    text: /toomanyrequests|too many requests|pull rate limit/i,
    what: (_, registry) => `the registry ${registry} lets this machine pull no more images for now`,
    hint: (_, registry) => `docker login ${registry}   or name a mirror under images.mirrors, or wait`,
  },
  {
    code: 'IMAGE_PLATFORM',
    text: /no matching manifest for|does not match the (specified|detected host) platform/i,
    what: (name) => `${name} is not published for the architecture of this engine`,
    hint: (name) => `docker manifest inspect ${name}   lists its architectures; then use an engine of one of them`,
  },
  {
    code: 'REGISTRY_LOGIN',
    text: /unauthorized|authentication required|authorization token has expired|no basic auth credentials|error getting credentials|access denied|denied: |\bdenied$/i,
    what: (_, registry) => `the registry ${registry} does not accept this user's login`,
    hint: (_, registry) => `docker login ${registry}`,
  },
  {
    code: 'REGISTRY_UNREACHABLE',
    text: /no such host|server misbehaving|connection (refused|reset)|i\/o timeout|TLS handshake|deadline exceeded|Client\.Timeout|network is unreachable|no route to host|no response within|x509:|server gave HTTP response|proxyconnect|\bEOF$|error unmarshalling content|\b50[234]\b/i,
    what: (_, registry) => `the registry ${registry} can't be reached`,
    hint: (name) => `docker pull ${name}   or name a mirror under images.mirrors, or archives under images.archives`,
  },
];

/** What Docker Hub says of an image that does not exist: no problem of the login. */
const NOT_THERE = /repository does not exist or may require|requested access to the resource is denied/i;

/**
 * @param line the last line of a failed pull.
 * @returns what kept the registry from answering for the image; undefined if it answered that it does not have it.
 */
export function registryProblem(ref: string, registry: string, name: string, line: string): SourceProblem | undefined {
  const kind = NOT_THERE.test(line) ? undefined : KINDS.find(({ text }) => text.test(line));
  if (!kind) return undefined;
  return { ref, code: kind.code, what: `${kind.what(name, registry)}: ${line}`, hint: kind.hint(name, registry) };
}

/** @returns the problem of an image for another architecture than the engine's. */
export function otherPlatform(ref: string, image: string, engine: string): SourceProblem {
  return {
    ...{ ref, code: 'IMAGE_PLATFORM' },
    what: `${ref} is for ${image} only, this engine is ${engine}`,
    hint: `docker manifest inspect ${ref}   lists its architectures; then use an engine of one of them`,
  };
}
