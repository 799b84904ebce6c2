import { findingAt } from '../../facts/dify/settings.ts';
import { squidConfigs } from '../../facts/dify/squid.ts';
import { existing, type Rule } from '../../rule.ts';

export const squidPortDiffers: Rule = {
  id: 'squid-port-differs',
  claims: ['SVC-2', 'NET-1'],
  severity: 'mandatory',
  title: 'A mounted squid.conf listens on the expected proxy port',
  rationale: 'Nothing listens on the port that API, worker and sandbox use: every HTTP node fails.',
  remediation: "Set http_port to the Service's targetPort.",
  source: 'Deployment description 1; Squid, http_port',
  needs: 'ssrf-proxy',
  *find(input) {
    const { port } = input.expected.parts['ssrf-proxy'];
    if (port === undefined) return;
    for (const config of squidConfigs(input)) {
      const ports = config.lines.flatMap(([word, address]) =>
        word === 'http_port' ? [address?.split(':').at(-1) ?? ''] : [],
      );
      if (ports.includes(String(port))) continue;
      yield findingAt(config.at, {
        message: `squid.conf has no http_port ${port}`,
        cause: existing('ports', ports),
        remedy: `set http_port ${port}`,
      });
    }
  },
};
