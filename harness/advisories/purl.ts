/** A package URL, taken apart (github.com/package-url/purl-spec). */
export interface PackageUrl {
  readonly type: string;
  /** With its namespace: `github.com/traefik/traefik`. */
  readonly name: string;
  readonly version: string | undefined;
  readonly tag: string | undefined;
}

/** @returns undefined for text that is none. */
export function parsePurl(text: string): PackageUrl | undefined {
  const [, type = '', path = '', version, query = ''] =
    /^pkg:\/*([^/]+)\/([^@?#]+)(?:@([^?#]*))?(?:\?([^#]*))?/.exec(text.replaceAll('%40', '\0')) ?? [];
  if (!type) return undefined;
  const plain = (part: string) => decodeURIComponent(part.replaceAll('\0', '@'));
  return {
    type: type.toLowerCase(),
    name: path.replace(/\/$/, '').split('/').map(plain).join('/'),
    version: version ? plain(version) : undefined,
    tag: new URLSearchParams(query).get('tag') ?? undefined,
  };
}

/** Package formats of distributions, which carry fixes back without a new upstream version. */
const DISTRIBUTIONS: readonly string[] = ['deb', 'apk', 'rpm', 'alpm'];

export const isDistributionPackage = (purl: string | undefined): boolean =>
  purl !== undefined && DISTRIBUTIONS.includes(parsePurl(purl)?.type ?? '');

/** @returns whether the name, `name:tag` or package URL of an image is that of `repository:tag`; a tag that is not given may be any. */
export function namesImage(said: string, repository: string, tag: string | undefined): boolean {
  const purl = parsePurl(said);
  if (purl && !['oci', 'docker'].includes(purl.type)) return false;
  const [, name = '', written] = purl ? [] : (/^([^@]+?)(?::([\w.-]+))?(?:@.*)?$/.exec(said) ?? []);
  const wanted = purl?.name ?? name;
  const version = purl ? (purl.tag ?? (purl.version?.startsWith('sha256:') ? undefined : purl.version)) : written;
  const last = (path: string) => path.split('/').at(-1);
  return last(wanted) === last(repository) && (version === undefined || version === tag);
}
