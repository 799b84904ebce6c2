import type { LintInput } from '../input/input.ts';
import { type NginxFiles, nginxFiles, type PlacedDirective } from './nginx-files.ts';

/** Where a location sends requests. */
export interface ProxyTarget {
  /** Lower case; may hold a variable that nobody sets. */
  readonly host: string;
  readonly port: number;
  /** The path that replaces the location's, if proxy_pass has one. */
  readonly uri: string | undefined;
  /** Whether the address is a variable: nginx then resolves it at each request, by its resolver. */
  readonly isVariable: boolean;
  readonly directive: PlacedDirective;
}

/** A location of a server. */
export interface Location {
  readonly modifier: '' | '=' | '^~' | '~' | '~*';
  readonly path: string;
  readonly targets: readonly ProxyTarget[];
  readonly directive: PlacedDirective;
  /** Settings that apply here: of the location, else the server, else the whole file. */
  setting(name: string): PlacedDirective | undefined;
}

/** A `server` block. */
export interface NginxServer {
  readonly nginx: NginxFiles;
  readonly locations: readonly Location[];
  readonly directive: PlacedDirective;
}

const CACHE = new WeakMap<LintInput, readonly NginxServer[]>();

/** @returns the servers of all nginx containers of the set. */
export function nginxServers(input: LintInput): readonly NginxServer[] {
  const known = CACHE.get(input) ?? nginxFiles(input).flatMap(serversOf);
  CACHE.set(input, known);
  return known;
}

function serversOf(nginx: NginxFiles): NginxServer[] {
  const http = nginx.directives.filter(({ name }) => name === 'http').flatMap(({ block }) => block ?? []);
  const outer = [...nginx.directives, ...http];
  const upstreams = new Map(outer.filter(({ name }) => name === 'upstream').map((one) => [one.args[0] ?? '', one]));
  return outer
    .filter(({ name, block }) => name === 'server' && block)
    .map((directive) => ({ nginx, directive, locations: locationsOf(directive, outer, upstreams) }));
}

function locationsOf(
  server: PlacedDirective,
  outer: readonly PlacedDirective[],
  upstreams: ReadonlyMap<string, PlacedDirective>,
): Location[] {
  return (server.block ?? []).flatMap((directive) => {
    if (directive.name !== 'location') return [];
    const [first = '', second] = directive.args;
    const scopes = [directive.block ?? [], server.block ?? [], outer];
    return [
      {
        modifier: (second === undefined ? '' : first) as Location['modifier'],
        path: second ?? first,
        targets: targetsOf(directive, scopes, upstreams),
        directive,
        setting: (name: string) => scopes.flatMap((scope) => scope.find((one) => one.name === name) ?? [])[0],
      },
    ];
  });
}

function targetsOf(
  { block = [] }: PlacedDirective,
  scopes: readonly (readonly PlacedDirective[])[],
  upstreams: ReadonlyMap<string, PlacedDirective>,
): ProxyTarget[] {
  const all = [...block, ...block.filter(({ name }) => name === 'if').flatMap((one) => one.block ?? [])];
  return all.flatMap((directive) => {
    if (directive.name !== 'proxy_pass') return [];
    const written = directive.args[0] ?? '';
    const text = written.replaceAll(/\$\{?(\w+)\}?/g, (whole, name: string) => {
      const set = scopes.flat().find((one) => one.name === 'set' && one.args[0] === `$${name}`);
      return set?.args[1] ?? whole;
    });
    const [, scheme = 'http', host = '', port, uri] = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(text) ?? [];
    if (host === '') return [];
    const base = { uri, isVariable: written.includes('$'), directive };
    const group = upstreams.get(host)?.block?.filter(({ name }) => name === 'server') ?? [];
    if (group.length === 0) {
      return [{ ...base, host: host.toLowerCase(), port: Number(port ?? (scheme === 'https' ? 443 : 80)) }];
    }
    return group.map((one) => {
      const [name = '', number = '80'] = (one.args[0] ?? '').split(':');
      return { ...base, isVariable: false, host: name.toLowerCase(), port: Number(number), directive: one };
    });
  });
}

/** @returns the location that answers a path: exact, `^~`, the first pattern, the longest prefix (nginx, "location"). */
export function locationFor({ locations }: NginxServer, path: string): Location | undefined {
  const exact = locations.find((one) => one.modifier === '=' && one.path === path);
  const prefixes = locations.filter(
    (one) => (one.modifier === '' || one.modifier === '^~') && path.startsWith(one.path),
  );
  const longest = prefixes.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (exact || longest?.modifier === '^~') return exact ?? longest;
  const pattern = locations.find((one) => one.modifier.startsWith('~') && matches(one, path));
  return pattern ?? longest;
}

/** A pattern that JavaScript can't read matches nothing. */
function matches({ modifier, path: pattern }: Location, path: string): boolean {
  try {
    return new RegExp(pattern, modifier === '~*' ? 'i' : '').test(path);
  } catch {
    return false;
  }
}

/** @returns the path that the target receives (nginx, "proxy_pass": a URI replaces what the location matched). */
export function receivedPath(
  { modifier, path: prefix }: Location,
  { uri, isVariable }: ProxyTarget,
  path: string,
): string {
  if (uri === undefined || modifier.startsWith('~')) return path;
  return isVariable ? uri : `${uri}${path.slice(prefix.length)}`;
}
