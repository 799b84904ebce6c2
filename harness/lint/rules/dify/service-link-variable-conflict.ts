import { findingAt, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { missingSourceOf } from '../../facts/environment/missing-source.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf } from '../../facts/input/of-kind.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** Variables that a program reads as a number and Kubernetes would fill with `tcp://…`; Service → what then happens. */
const STOPS = "the program stops at start: it can't read tcp://… as a number";
const API = new Map([
  ['dify', 'gunicorn stops at start: "\'tcp\' is not a valid port number"'],
  ...['db', 'redis', 'smtp', 'elasticsearch', 'opensearch', 'pgvector', 'myscale', 'chroma'].map(
    (name): [string, string] => [name, STOPS],
  ),
]);
const DAEMON = new Map(['db', 'redis', 'server'].map((name): [string, string] => [name, STOPS]));
const SANDBOX = new Map([['sandbox', 'the sandbox reads it as 0, and listens on a random port']]);
export const serviceLinkVariableConflict: Rule = {
  id: 'service-link-variable-conflict',
  claims: ['SVC-2', 'ENV-4'],
  severity: 'mandatory',
  title: 'No Service has a name from which Kubernetes makes a variable that Dify reads',
  rationale:
    'For each Service of the namespace, kubelet gives every container NAME_PORT=tcp://ADDRESS:PORT. Dify reads REDIS_PORT, DB_PORT, DIFY_PORT, SANDBOX_PORT, SERVER_PORT as numbers.',
  remediation: 'Set enableServiceLinks: false in the pod, set the variable explicitly, or name the Service otherwise.',
  source: 'Kubernetes, "Accessing the Service": environment variables; langgenius/dify #539, #3532',
  *find(input) {
    // Kubelet tells of Services with an address only: neither headless nor external ones.
    const addressed = input.services.filter(
      ({ object: { spec } }) => spec?.clusterIP !== 'None' && spec?.type !== 'ExternalName',
    );
    const services = new Map(
      addressed.map(({ entry }) => [keyOf(entry.object.metadata.name, entry.object.metadata.namespace), entry]),
    );
    for (const [environment, victims] of readers(input)) {
      const { entry, spec } = environment.workload;
      if (spec.enableServiceLinks === false || missingSourceOf(input, environment)) continue;
      for (const [name, effect] of victims) {
        const service = services.get(keyOf(name, entry.object.metadata.namespace));
        const variable = `${name.toUpperCase()}_PORT`;
        if (!service || environment.variables.has(variable)) continue;
        yield findingAt(placeIn(entry, environment.workload.path), {
          message: `Service "${name}" gives ${nameIn(environment)} a variable ${variable}=tcp://…`,
          cause: effect,
          remedy: `set enableServiceLinks: false here, or ${variable} explicitly`,
          related: [{ at: placeIn(service, ['metadata', 'name']), message: 'the Service' }],
        });
      }
    }
  },
};

function readers(input: LintInput): [ContainerEnvironment, ReadonlyMap<string, string>][] {
  const { parts, backends } = rolesOf(input);
  const [daemon, sandbox] = [parts.get('plugin-daemon'), parts.get('sandbox')];
  return [
    ...backends.map(({ environment }): [ContainerEnvironment, ReadonlyMap<string, string>] => [environment, API]),
    ...(daemon ? [[daemon, DAEMON] as [ContainerEnvironment, ReadonlyMap<string, string>]] : []),
    ...(sandbox ? [[sandbox, SANDBOX] as [ContainerEnvironment, ReadonlyMap<string, string>]] : []),
  ];
}
