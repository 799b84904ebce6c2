import { expect, test } from 'vitest';
import { exposedPorts, PortError, portsOf } from './port-spec.ts';

const shown = (spec: string) =>
  portsOf(spec).map(({ hostIp, published, target, protocol }) => `${hostIp}:${published ?? ''}:${target}/${protocol}`);

test.each([
  ['80', ['::80/tcp']],
  ['8080:80', [':8080:80/tcp']],
  ['127.0.0.1:8080:80/udp', ['127.0.0.1:8080:80/udp']],
  ['127.0.0.1::80', ['127.0.0.1::80/tcp']],
  ['[::1]:8080:80', ['::1:8080:80/tcp']],
  ['3000-3001', ['::3000/tcp', '::3001/tcp']],
  ['9-10:99-100', [':10:100/tcp', ':9:99/tcp']],
  ['8000-8010:80', [':8000-8010:80/tcp']],
  ['80/SCTP', ['::80/sctp']],
])('%s', (spec, ports) => {
  expect(shown(spec)).toEqual(ports);
});

test.each(['', 'web', '80:', '70000', '3-1', '1-3:1-2', '1.2.3:80:80', '80/http'])('"%s" is rejected', (spec) => {
  expect(() => portsOf(spec)).toThrow(PortError);
});

test('expose', () => {
  expect(exposedPorts('53-54/udp')).toEqual([
    { target: 53, protocol: 'udp' },
    { target: 54, protocol: 'udp' },
  ]);
});
