import { documents, objectText } from '../../example-text.ts';
import { partText } from '../../facts/dify/examples.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { squidConfig } from '../../facts/dify/squid.ts';
import { type Rule, thereIs } from '../../rule.ts';

const proxy = (port: number) =>
  documents(
    objectText(
      'v1',
      'ConfigMap',
      'squid-files',
      `data:\n  squid.conf: |\n    http_port ${port}\n    http_access allow all`,
    ),
    partText('ssrf-proxy', {
      container: 'volumeMounts:\n  - { name: files, mountPath: /etc/squid/squid.conf, subPath: squid.conf }',
      pod: 'volumes:\n  - { name: files, configMap: { name: squid-files } }',
    }),
  );

export const squidPortDiffers: Rule = {
  id: 'squid-port-differs',
  claims: ['SVC-2', 'NET-1'],
  severity: 'mandatory',
  title: 'A squid.conf that is mounted listens on the port of the proxy',
  rationale: 'Nothing answers on the port that API, worker and sandbox are told: each HTTP node fails.',
  remediation: "Write http_port with the port of the Service's targetPort.",
  source: 'Deployment description 1; Squid, http_port',
  examples: { bad: { manifests: proxy(8080) }, good: { manifests: proxy(3128) } },
  mutation: [{ file: 'manifests/dify/12-files-configmap.yaml', replace: 'http_port 3128', by: 'http_port 3129' }],
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
      cause: `of ports ${thereIs(ports)}`,
      remedy: `write http_port ${port}`,
    });
  },
};
