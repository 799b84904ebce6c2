import { isIP } from 'node:net';

/** A container port and where it is published on the host. */
export interface PortSpec {
  readonly target: number;
  readonly published: string | undefined;
  readonly protocol: PortProtocol;
  readonly hostIp: string;
}

export const PORT_PROTOCOLS = ['tcp', 'udp', 'sctp'] as const;
export type PortProtocol = (typeof PORT_PROTOCOLS)[number];

export class PortError extends Error {}

interface Range {
  readonly start: number;
  readonly end: number;
}

const HIGHEST = 65_535;

/**
 * Parses `[[IP:]PUBLISHED:]TARGET[/PROTOCOL]` with ranges like Docker (go-connections, nat.ParsePortSpec): a range of
 * targets needs as many published ports; a single target may have a range to choose from.
 * @throws PortError
 */
export function portsOf(spec: string): PortSpec[] {
  const parts = spec.split(':');
  const { numbers, protocol } = withProtocol(parts.at(-1) ?? '');
  const hostIp = bareIp(parts.slice(0, -2).join(':'));
  const target = rangeOf(numbers, 'container port');
  const host = parts.at(-2);
  if (!host) return each(target, (port) => ({ target: port, published: undefined, protocol, hostIp }));
  const published = rangeOf(host, 'published port');
  if (target.start === target.end) {
    const text = published.start === published.end ? `${published.start}` : `${published.start}-${published.end}`;
    return [{ target: target.start, published: text, protocol, hostIp }];
  }
  if (target.end - target.start !== published.end - published.start) {
    throw new PortError(`the ranges "${host}" and "${numbers}" have different lengths`);
  }
  const offset = published.start - target.start;
  return each(target, (port) => ({ target: port, published: String(port + offset), protocol, hostIp }));
}

/** @returns the ports of an `expose` entry. @throws PortError */
export function exposedPorts(spec: string): Pick<PortSpec, 'target' | 'protocol'>[] {
  const { numbers, protocol } = withProtocol(spec);
  return each(rangeOf(numbers, 'port'), (target) => ({ target, protocol }));
}

/** Sorts the ports as strings, like Docker. */
function each<T extends { readonly target: number }>({ start, end }: Range, make: (port: number) => T): T[] {
  const ports = Array.from({ length: end - start + 1 }, (_, index) => make(start + index));
  return ports.sort((one, other) => compareTexts(`${one.target}/`, `${other.target}/`));
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function withProtocol(text: string): { readonly numbers: string; readonly protocol: PortProtocol } {
  const [numbers = '', written = ''] = text.split('/');
  return { numbers, protocol: protocolOf(written || 'tcp') };
}

/** @throws PortError */
export function protocolOf(written: string): PortProtocol {
  const protocol = PORT_PROTOCOLS.find((known) => known === written.toLowerCase());
  if (!protocol) throw new PortError(`"${written}" is not a protocol: use tcp, udp or sctp`);
  return protocol;
}

function rangeOf(text: string, what: string): Range {
  const [first = '', last = first] = text.split('-');
  const [start, end] = [numberOf(first), numberOf(last)];
  if (start === undefined || end === undefined || end < start) {
    throw new PortError(
      `"${text}" is not a valid ${what}: use a number up to ${HIGHEST}, or a range such as 8000-8010`,
    );
  }
  return { start, end };
}

function numberOf(text: string): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : undefined;
  return value === undefined || value > HIGHEST ? undefined : value;
}

function bareIp(written: string): string {
  const ip = /^\[(.*)\]$/.exec(written)?.[1] ?? written;
  if (ip === '' || isIP(ip) !== 0) return ip;
  throw new PortError(`"${written}" is not an IP address`);
}
