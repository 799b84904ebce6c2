import { hasPort, partServices } from '../../facts/network/part-services.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const servicePortUnexpected: Rule = {
  id: 'service-port-unexpected',
  claims: ['NET-1'],
  severity: 'mandatory',
  title: 'The Service of every part has the expected port',
  rationale: 'Other parts call the expected port; on any other port nothing answers, and the connection times out.',
  remediation: 'Set the port of the Service to the expected one, or correct parts.*.port in the config.',
  source: 'Deployment description 10.7: ports 5001, 3000, 5002, 8194',
  needs: 'config',
  *find(input) {
    for (const service of partServices(input)) {
      const { entry, object, part, port } = service;
      if (port === undefined || object.spec?.type === 'ExternalName' || hasPort(service, port)) continue;
      const ports = object.spec?.ports ?? [];
      yield findingIn(entry, ports.length === 1 ? ['spec', 'ports', 0, 'port'] : ['spec', 'ports'], {
        message: `the Service of ${part} has no port ${port}`,
        cause: existing(
          'ports',
          ports.map((one) => (one.name ? `${one.name} (${one.port})` : `${one.port}`)),
        ),
        remedy: `set port: ${port}; targetPort is the port that the pods listen on`,
      });
    }
  },
};
