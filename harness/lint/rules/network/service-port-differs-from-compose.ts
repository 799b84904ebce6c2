import { composeServiceOf } from '../../facts/environment/pairing.ts';
import { hasPort, partServices } from '../../facts/network/part-services.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

export const servicePortDiffersFromCompose: Rule = {
  id: 'service-port-differs-from-compose',
  claims: ['NET-1'],
  severity: 'mandatory',
  title: 'The Service of every part has the same port as in Compose',
  rationale: 'Addresses copied from Compose contain the port used there; on any other port nothing answers.',
  remediation: 'Use the same port in the Service and in Compose (ports, expose).',
  source: 'Deployment description 10.7',
  needs: 'compose',
  *find(input) {
    const { compose: project, expected } = input;
    if (!project) return;
    for (const service of partServices(input)) {
      const { entry, object, part, port } = service;
      const inCompose = composeServiceOf(expected, project, part);
      // Compose needs no declared ports within its networks; service-port-unexpected reports a missing promised port.
      if (!inCompose || inCompose.ports.length === 0 || port === undefined || !hasPort(service, port)) continue;
      const ports = new Set((object.spec?.ports ?? []).map((one) => one.port));
      if (inCompose.ports.some(({ target }) => ports.has(target))) continue;
      const [first] = inCompose.ports;
      yield {
        kind: 'finding',
        at: placeIn(entry, ['spec', 'ports']),
        message: `the Service of ${part} has port ${port}, but Compose service "${inCompose.name}" uses another one`,
        cause: existing(
          'ports in Compose',
          inCompose.ports.map(({ target }) => `${target}`),
        ),
        remedy: 'use the same port in both',
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
