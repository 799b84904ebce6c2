import { isIssued, secretFault, tlsOf } from '../../facts/ingress/tls.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const tlsSecretWrong: Rule = {
  id: 'tls-secret-wrong',
  claims: ['TLS-1'],
  severity: 'mandatory',
  title: 'If an Ingress has TLS, its certificate exists',
  rationale: 'Without it, ingress-nginx serves its fake certificate, and Traefik skips the whole Ingress.',
  remediation: 'Add a Secret of type kubernetes.io/tls with tls.crt and tls.key.',
  source: 'Deployment description 8, 9.1; Kubernetes, "Ingress": TLS; Traefik 3.6.12, kubernetes.go (loadCertificates)',
  *find(input) {
    const entries = tlsOf(input);
    if (entries.length === 0 && input.ingresses.length > 0) {
      const decided =
        input.expected.judgedBy === 'config'
          ? ': an accepted decision of the deployment description (sections 8 and 9.1)'
          : '';
      const message = `No Ingress has TLS${decided}.`;
      yield { kind: 'remark', message };
    }
    for (const entry of entries) {
      const fault = secretFault(input, entry);
      const { ingress, tls: written, path } = entry;
      if (fault) {
        yield findingIn(ingress.entry, [...path, 'secretName'], {
          message: fault,
          cause: existing('Secrets', input.sources.names('Secret')),
          remedy: 'add a Secret of type kubernetes.io/tls with tls.crt and tls.key, or correct the name',
        });
      } else if (written.secretName && isIssued(ingress)) {
        yield {
          kind: 'remark',
          message: `Secret "${written.secretName}" is created by the issuer named in the annotations of ${ingress.entry.object.metadata.name}.`,
        };
      }
    }
  },
};
