/** @returns the first host address of an IPv4 network: `172.20.0.0/16` → `172.20.0.1`. */
export const firstHost = (cidr: string): string => dotted(network(cidr).base + 1);

/** @returns the last one: `172.20.0.0/16` → `172.20.255.254`. */
export function lastHost(cidr: string): string {
  const { base, size } = network(cidr);
  return dotted(base + size - 2);
}

function network(cidr: string): { base: number; size: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { base: value - (value % size), size };
}

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
