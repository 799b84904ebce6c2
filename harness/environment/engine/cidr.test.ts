import { expect, test } from 'vitest';
import { firstHost, lastHost } from './cidr.ts';

test.each([
  ['172.20.0.0/16', '172.20.0.1', '172.20.255.254'],
  ['10.96.0.0/12', '10.96.0.1', '10.111.255.254'],
  ['192.168.7.64/27', '192.168.7.65', '192.168.7.94'],
  ['10.244.3.9/24', '10.244.3.1', '10.244.3.254'],
])('%s has hosts from %s to %s', (cidr, first, last) => {
  expect([firstHost(cidr), lastHost(cidr)]).toEqual([first, last]);
});
