import { findingIn, type Rule } from '../../rule.ts';

/** IANA_SVC_NAME: at most 15 of a-z, 0-9 and "-", at least one letter, no leading, trailing or double "-". */
const VALID = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

export const portNameInvalid: Rule = {
  id: 'port-name-invalid',
  claims: ['NET-1'],
  severity: 'mandatory',
  title: 'Container port names have at most 15 lowercase letters, digits and hyphens',
  rationale: 'The API server rejects the workload with "must be no more than 15 characters".',
  remediation: 'Shorten the name, for example to http, grpc or debug.',
  source: 'Kubernetes API, ContainerPort.name: IANA_SVC_NAME; RFC 6335 section 5.1',
  *find({ workloads }) {
    for (const { entry, containers } of workloads) {
      for (const { container, path } of containers) {
        for (const [index, { name }] of (container.ports ?? []).entries()) {
          if (name === undefined || VALID.test(name)) continue;
          yield findingIn(entry, [...path, 'ports', index, 'name'], {
            message: `"${name}" is not a valid port name`,
            cause:
              name.length > 15
                ? `it has ${name.length} characters, 15 are allowed`
                : 'only a-z, 0-9 and "-" are allowed',
            remedy: 'use a short name such as http, here and in the Services and probes that refer to it',
          });
        }
      }
    }
  },
};
