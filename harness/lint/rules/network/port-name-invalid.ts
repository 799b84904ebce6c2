import { findingIn, type Rule } from '../../rule.ts';

/** IANA_SVC_NAME: at most 15 of a-z, 0-9 and "-", one letter at least, no "-" at an end or beside another. */
const VALID = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

export const portNameInvalid: Rule = {
  id: 'port-name-invalid',
  claims: ['NET-1'],
  severity: 'mandatory',
  title: 'Names of container ports are at most 15 small letters, digits and hyphens',
  rationale: 'The API server refuses the workload: must be no more than 15 characters.',
  remediation: 'Shorten the name: http, grpc, debug.',
  source: 'Kubernetes API, ContainerPort.name: IANA_SVC_NAME; RFC 6335 section 5.1',
  *find({ workloads }) {
    for (const { entry, containers } of workloads) {
      for (const { container, path } of containers) {
        for (const [index, { name }] of (container.ports ?? []).entries()) {
          if (name === undefined || VALID.test(name)) continue;
          yield findingIn(entry, [...path, 'ports', index, 'name'], {
            message: `"${name}" is no name of a port`,
            cause: name.length > 15 ? `it has ${name.length} characters, 15 are allowed` : 'only a-z, 0-9 and "-"',
            remedy: 'write a short name such as http, here and where a Service or a probe uses it',
          });
        }
      }
    }
  },
};
