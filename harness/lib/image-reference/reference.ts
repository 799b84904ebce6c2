import { UsageError } from '../errors/index.ts';

/** The registry of references that name none. */
export const DOCKER_HUB = 'docker.io';

/** An image reference with everything that Docker leaves unsaid filled in. */
export interface ImageReference {
  /** Host (and port) of the registry: `docker.io` where none is named. */
  readonly registry: string;
  /** Repository inside the registry: `library/postgres`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/**
 * Reads an image reference by Docker's rules: the first component is a registry when it has a dot or a port or is
 * `localhost`; a bare name is in `library/`; neither tag nor digest means `latest`.
 * @throws UsageError `IMAGE_REFERENCE_INVALID` for text that is none.
 */
export function parseReference(text: string): ImageReference {
  const match = /^(?<name>[^@]+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[a-f0-9]{32,}))?$/.exec(text);
  const name = match?.groups?.name;
  if (!name || !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/i.test(name)) throw badReference(text);
  const tag = match.groups?.tag;
  const digest = match.groups?.digest;
  return { ...splitName(name), tag: tag ?? (digest ? undefined : 'latest'), digest };
}

/** @returns the full name, as containerd keeps it: `docker.io/library/postgres:15`. */
export function canonicalName(text: string): string {
  const { registry, repository, tag, digest } = parseReference(text);
  return `${registry}/${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/** From where else references are pulled than from the registry that they name. */
export interface PullRules {
  /** `host` or `host/prefix`: asked before Docker Hub, and for its images only, as Docker's own `registry-mirrors`. */
  readonly mirrors: readonly string[];
  /** Beginning of a full name → what stands there instead, both with a slash at the end: `docker.io/` → `registry.example/hub/`. */
  readonly rewrite: Readonly<Record<string, string>>;
}

/** @returns the names under which a reference may be pulled, in order. A rewritten one has only its new name; the longest prefix wins. */
export function pullCandidates(
  text: string,
  { mirrors, rewrite }: PullRules,
): readonly { registry: string; name: string }[] {
  const full = canonicalName(text);
  const [prefix] = Object.keys(rewrite)
    .filter((start) => full.startsWith(start))
    .sort((a, b) => b.length - a.length);
  if (prefix !== undefined) {
    const name = `${rewrite[prefix]}${full.slice(prefix.length)}`;
    return [{ registry: parseReference(name).registry, name }];
  }
  const { registry, repository, tag, digest } = parseReference(text);
  const version = `${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
  const mirrored = registry === DOCKER_HUB ? mirrors : [];
  return [
    ...mirrored.map((mirror) => ({ registry: mirror, name: `${mirror}/${repository}${version}` })),
    { registry, name: text },
  ];
}

function splitName(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  if (first === 'localhost' || /[.:]/.test(first)) return { registry: first, repository: name.slice(slash + 1) };
  return { registry: DOCKER_HUB, repository: slash < 0 ? `library/${name}` : name };
}

function badReference(text: string): UsageError {
  return new UsageError({
    code: 'IMAGE_REFERENCE_INVALID',
    message: `"${text}" is not an image reference`,
    hint: 'write it as name:tag or registry/name:tag',
  });
}
