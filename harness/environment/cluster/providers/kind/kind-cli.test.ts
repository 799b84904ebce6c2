import { expect, test } from 'vitest';
import { kindError } from './kind-cli.ts';

test.each([
  'docker: Error response from daemon: driver failed programming external connectivity on endpoint dify-e2e-control-plane: Bind for 127.0.0.1:37001 failed: port is already allocated.',
  'Error response from daemon: failed to set up container networking: failed to bind host port for 127.0.0.1:37001: listen tcp4 127.0.0.1:37001: bind: address already in use',
])('a port that another program holds has a code of its own: %s', (line) => {
  const error = kindError('dify-e2e-1', `ERROR: failed to create cluster: ${line}`);
  expect(error).toMatchObject({ code: 'PORT_TAKEN', whose: 'machine', hint: expect.stringContaining('ss -ltnp') });
  expect(error.details.join()).toContain(line);
});

test('anything else that kind says is quoted', () => {
  const error = kindError('dify-e2e-1', 'Creating cluster\nERROR: failed to create cluster: no space left on device');
  expect(error).toMatchObject({ code: 'CLUSTER_NOT_CREATED', likely: expect.stringContaining('no space left') });
});
