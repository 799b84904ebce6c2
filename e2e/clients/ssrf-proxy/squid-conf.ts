import { BlockList, isIP, isIPv6 } from 'node:net';

/** A request as the proxy sees it. */
export interface ProxyRequest {
  readonly method: string;
  readonly host: string;
  readonly port: number;
  /** What the host resolves to; empty if it doesn't resolve. */
  readonly addresses: readonly string[];
  /** Address of the caller. */
  readonly client: string;
}

/** What the access rules of a `squid.conf` say about a request; `allowed` is undefined if they can't be evaluated. */
export interface Ruling {
  readonly allowed: boolean | undefined;
  /** The rule that decides. */
  readonly by: string;
}

/** `undefined`: this condition can't be evaluated from the file. */
type Condition = (request: ProxyRequest) => boolean | undefined;

const LOOPBACK = ['127.0.0.0/8', '::1'];
/** Squid's built-in ACLs (release notes of 3.2 and later), which need no `acl` line. */
const BUILT_IN: readonly (readonly [name: string, type: string, values: readonly string[]])[] = [
  ['all', 'src', ['all']],
  ['localhost', 'src', LOOPBACK],
  ['to_localhost', 'dst', [...LOOPBACK, '0.0.0.0/32', '::']],
  ['to_linklocal', 'dst', ['169.254.0.0/16', 'fe80::/10']],
  ['CONNECT', 'method', ['CONNECT']],
  ['manager', 'manager', []],
];

/**
 * Reads the access rules of a `squid.conf`: the first `http_access` line whose conditions all hold decides; if none does, the
 * opposite of the last one applies (squid's documentation of http_access).
 * @param text the file, with included files inserted.
 */
export function readSquidRules(text: string): (request: ProxyRequest) => Ruling {
  const lists = new Map<string, { readonly type: string; readonly values: string[] }>();
  for (const [name, type, values] of BUILT_IN) lists.set(name, { type, values: [...values] });
  const rules: { readonly allow: boolean; readonly names: readonly string[]; readonly line: string }[] = [];
  for (const line of linesOf(text)) {
    const [directive = '', first = '', ...rest] = line.split(/\s+/);
    if (directive === 'acl') addTo(lists, first, rest);
    if (directive === 'http_access') rules.push({ allow: first === 'allow', names: rest, line });
  }
  const conditions = new Map([...lists].map(([name, { type, values }]) => [name, conditionOf(type, values)]));
  return (request) => {
    for (const { allow, names, line } of rules) {
      const held = names.map((name) => holds(conditions, name, request));
      if (held.includes(false)) continue;
      return held.includes(undefined) ? { allowed: undefined, by: line } : { allowed: allow, by: line };
    }
    const last = rules.at(-1);
    return { allowed: last ? !last.allow : false, by: 'no http_access rule' };
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const kept = line.replace(/(^|\s)#.*$/, '').trim();
    return kept ? [kept] : [];
  });
}

function addTo(lists: Map<string, { type: string; values: string[] }>, name: string, words: readonly string[]): void {
  const [type = '', ...values] = words;
  const known = lists.get(name);
  // A built-in list may be declared again, with the same meaning.
  if (known && known.type === type) known.values.push(...values);
  else lists.set(name, { type, values });
}

function holds(conditions: ReadonlyMap<string, Condition>, word: string, request: ProxyRequest): boolean | undefined {
  const negated = word.startsWith('!');
  const found = conditions.get(negated ? word.slice(1) : word)?.(request);
  return found === undefined ? undefined : found !== negated;
}

function conditionOf(type: string, all: readonly string[]): Condition {
  const values = all.filter((value) => !value.startsWith('-'));
  // A value in quotes is a file with values.
  if (values.some((value) => value.startsWith('"'))) return () => undefined;
  switch (type) {
    case 'src':
      return among(values, ({ client }) => [client]);
    case 'dst':
      return among(values, ({ addresses }) => addresses);
    case 'port':
      return ({ port }) => values.some((value) => inRange(port, value));
    case 'method':
      return ({ method }) => values.includes(method);
    case 'dstdomain':
      return ({ host }) => values.some((value) => inDomain(host.toLowerCase(), value.toLowerCase()));
    case 'manager':
      return () => false;
    default:
      return () => undefined;
  }
}

function inRange(port: number, value: string): boolean {
  const [from, to = from] = value.split('-').map(Number);
  return from !== undefined && to !== undefined && port >= from && port <= to;
}

/** `.name` matches the domain and its subdomains. */
function inDomain(host: string, value: string): boolean {
  return value.startsWith('.') ? `.${host}`.endsWith(value) : host === value;
}

function among(values: readonly string[], addressesOf: (request: ProxyRequest) => readonly string[]): Condition {
  if (values.includes('all')) return () => true;
  const list = new BlockList();
  const unknown = values.some((value) => !add(list, value));
  return (request) => {
    if (addressesOf(request).some((address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'))) return true;
    return unknown ? undefined : false;
  };
}

/** @returns whether the value could be parsed: an address, a range, or a network in CIDR notation. */
function add(list: BlockList, value: string): boolean {
  const [first = '', last] = value.split('-');
  const [network = '', bits] = first.split('/');
  if (!isIP(network) || (last !== undefined && !isIP(last))) return false;
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  if (last !== undefined) list.addRange(network, last, family);
  else if (bits === undefined) list.addAddress(network, family);
  else if (/^\d+$/.test(bits)) list.addSubnet(network, Number(bits), family);
  else return false;
  return true;
}
