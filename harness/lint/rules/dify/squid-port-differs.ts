import { findingAt } from '../../facts/dify/settings.ts';
import { squidConfig } from '../../facts/dify/squid.ts';
import { existing, type Rule } from '../../rule.ts';

export const squidPortDiffers: Rule = {
  id: 'squid-port-differs',
  claims: ['SVC-2', 'NET-1'],
  severity: 'mandatory',
  title: 'A squid.conf that is mounted listens on the port of the proxy',
  rationale: 'Nothing answers on the port that API, worker and sandbox are told: each HTTP node fails.',
  remediation: "Write http_port with the port of the Service's targetPort.",
  source: 'Deployment description 1; Squid, http_port',
  *find(input) {
    const config = squidConfig(input);
    const { port } = input.expected.parts['ssrf-proxy'];
    if (!config || port === undefined) return;
    const ports = config.lines.flatMap(([word, address]) =>
      word === 'http_port' ? [address?.split(':').at(-1) ?? ''] : [],
    );
    if (ports.includes(String(port))) return;
    yield findingAt(config.at, {
      message: `squid.conf has no http_port ${port}`,
      cause: existing('ports', ports),
      remedy: `write http_port ${port}`,
    });
  },
};
