import { expect, it } from 'vitest';
import { containerPorts, targetPort } from './ports.ts';

const open = containerPorts([{ name: 'c', ports: [{ name: 'http', containerPort: 5001 }, { containerPort: 5003 }] }]);

it.each([
  [{ port: 5001, targetPort: 'http' }, 5001],
  [{ port: 80, targetPort: 5003 }, 5003],
  [{ port: 5003 }, 5003],
  [{ port: 5001, targetPort: 'grpc' }, undefined],
  [{ port: 80 }, undefined],
])('%j targets %s', (port, expected) => {
  expect(targetPort(port, open)).toBe(expected);
});
