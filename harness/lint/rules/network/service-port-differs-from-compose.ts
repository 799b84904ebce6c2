import { composeServiceOf } from '../../facts/environment/pairing.ts';
import { hasPort, partServices } from '../../facts/network/part-services.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

export const servicePortDiffersFromCompose: Rule = {
  id: 'service-port-differs-from-compose',
  claims: ['NET-1'],
  severity: 'mandatory',
  title: "The Services' ports equal Compose's",
  rationale: 'Addresses that were taken over from Compose hold the old port: on another one nothing answers.',
  remediation: 'Make the port of the Service and the one in Compose (ports, expose) equal.',
  source: 'Deployment description 10.7',
  needs: 'compose',
  *find(input) {
    const { compose: project, expected } = input;
    if (!project) return;
    for (const service of partServices(input)) {
      const { entry, object, part, port } = service;
      const inCompose = composeServiceOf(expected, project, part);
      // Within its networks Compose needs no declaration, and a Service with another port than promised is the finding.
      if (!inCompose || inCompose.ports.length === 0 || port === undefined || !hasPort(service, port)) continue;
      const ports = new Set((object.spec?.ports ?? []).map((one) => one.port));
      if (inCompose.ports.some(({ target }) => ports.has(target))) continue;
      const [first] = inCompose.ports;
      yield {
        kind: 'finding',
        at: placeIn(entry, ['spec', 'ports']),
        message: `the Service of ${part} has port ${port}, Compose's ${inCompose.name} another one`,
        cause: existing(
          'ports in Compose',
          inCompose.ports.map(({ target }) => `${target}`),
        ),
        remedy: 'make the two equal',
        related: first
          ? [
              {
                at: { ...first.at, object: `Compose service ${inCompose.name}`, field: 'ports' },
                message: 'the port in Compose',
              },
            ]
          : [],
      };
    }
  },
};
