import { type Environment, hostsOf } from '../../harness/index.ts';

/**
 * Flags with which Chromium can open only the real host names: they map to the ingress controller's loopback port, and no other name
 * resolves.
 */
export function chromiumArguments({ config, ingress }: Environment): string[] {
  const target = `${ingress.host}:${ingress.port}`;
  const known = hostsOf(config).map((host) => `MAP ${host}:80 ${target}`);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    `--host-resolver-rules=${[...known, 'MAP * ~NOTFOUND'].join(', ')}`,
    ...asRoot,
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
