import { expect, test } from 'vitest';
import { corefile } from './corefile.ts';
import { egressRules } from './egress-rules.ts';
import { doorRules } from './outside-door.ts';
import { type IsolationReport, leaksOf } from './verify.ts';

const network = { name: 'n', subnet: '172.20.0.0/16', gateway: '172.20.0.1' };

test('the rules let through only the pod network and the network of the run', () => {
  const rules = egressRules({ podCidr: '10.244.0.0/16', network });
  const through = rules.split('\n').filter((line) => line.includes('daddr') && line.includes('return'));
  expect(through.map((line) => line.trim())).toEqual([
    'ip daddr { 10.244.0.0/16, 172.20.0.0/16 } return',
    'ip6 daddr { ::1, fe80::/10, ff02::/16 } return',
  ]);
});

test('new connections to the Docker host are refused before its network is let through', () => {
  const rules = egressRules({ podCidr: '10.244.0.0/16', network });
  expect(rules.indexOf('ip daddr 172.20.0.1 ct state new goto refuse')).toBeGreaterThan(0);
  expect(rules.indexOf('ip daddr 172.20.0.1')).toBeLessThan(rules.indexOf('} return'));
});

test('the cluster DNS knows the external names and forwards nothing', () => {
  const text = corefile({ 'db.example.com': '172.20.0.2' });
  expect(text).toContain('172.20.0.2 db.example.com');
  expect(text).not.toContain('forward');
  expect(text).toMatch(/^\.:53 \{[^}]*\}\n {4}template ANY ANY \{\n {8}rcode NXDOMAIN/ms);
});

test('an external name is a zone of its own, so that the answer "no such name" does not come before it', () => {
  const zones = [...corefile({ 'db.example.com': '172.20.0.2' }).matchAll(/^(\S.*) \{$/gm)].map(([, zone]) => zone);
  expect(zones).toEqual(['cluster.local:53 in-addr.arpa:53 ip6.arpa:53', 'db.example.com:53', '.:53']);
});

const sound: IsolationReport = {
  names: {
    'db.example.com': { addresses: ['172.20.0.2'] },
    'example.com': { addresses: [], error: 'Name or service not known' },
  },
  connections: {
    '192.0.2.1:443': { outcome: 'ECONNREFUSED', ms: 0 },
    '10.1.2.3:80': { outcome: 'EHOSTUNREACH', ms: 0 },
  },
  refusedPackets: 1,
};
const hosts = { 'db.example.com': '172.20.0.2' };

test('a sound isolation has no leaks', () => {
  expect(leaksOf(sound, { hosts }, 1)).toEqual([]);
});

test.each<[string, Partial<IsolationReport>, string]>([
  [
    'the real address',
    { names: { 'db.example.com': { addresses: ['10.0.0.9'] } } },
    'db.example.com resolves to 10.0.0.9',
  ],
  [
    'a second address beside the stand-in',
    { names: { 'db.example.com': { addresses: ['10.0.0.9', '172.20.0.2'] } } },
    'db.example.com resolves to 10.0.0.9, 172.20.0.2',
  ],
  ['no address', { names: { 'db.example.com': { addresses: [], error: 'no' } } }, 'db.example.com resolves to no'],
  ['an outside name', { names: { 'example.com': { addresses: ['192.0.2.9'] } } }, 'example.com resolves to 192.0.2.9'],
  [
    'a connection',
    { connections: { '192.0.2.1:443': { outcome: 'connected', ms: 9 } } },
    '192.0.2.1:443 was not rejected',
  ],
  ['silence', { connections: { '192.0.2.1:443': { outcome: 'timeout', ms: 3000 } } }, 'on the node: timeout'],
  ["a refusal that was not the rule's", { refusedPackets: 0 }, 'the nodes rejected 0 packets'],
])('%s is a leak', (_, change, text) => {
  expect(leaksOf({ ...sound, ...change }, { hosts }, 1).join()).toContain(text);
});

const door = { address: '203.0.113.80', to: '172.20.0.3', ports: { 80: 18080, 443: 18443 } };

test('the outside world is two ports of one address, each led to its stand-in', () => {
  const leads = doorRules(door)
    .split('\n')
    .filter((line) => line.includes('dnat'));
  expect(leads.map((line) => line.trim())).toEqual([
    'ip daddr 203.0.113.80 tcp dport 80 dnat to 172.20.0.3:18080',
    'ip daddr 203.0.113.80 tcp dport 443 dnat to 172.20.0.3:18443',
  ]);
  expect(doorRules(undefined)).not.toMatch(/dnat to/);
});

test('redirected ports are not leaks, but every other port of that address is', () => {
  const connections = {
    ...sound.connections,
    '203.0.113.80:80': { outcome: 'connected', ms: 1 },
    '203.0.113.80:443': { outcome: 'connected', ms: 1 },
  };
  expect(leaksOf({ ...sound, connections }, { hosts, door }, 1)).toEqual([]);
  expect(leaksOf({ ...sound, connections }, { hosts }, 1)).toHaveLength(2);
  const beside = { ...connections, '203.0.113.80:5432': { outcome: 'connected', ms: 1 } };
  expect(leaksOf({ ...sound, connections: beside }, { hosts, door }, 1)).toEqual([
    '203.0.113.80:5432 was not rejected on the node: connected',
  ]);
});
