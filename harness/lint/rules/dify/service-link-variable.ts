import { documents, serviceText } from '../../example-text.ts';
import { partText } from '../../facts/dify/examples.ts';
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

const sandbox = (links: boolean) =>
  documents(partText('sandbox', { pod: `enableServiceLinks: ${links}` }), serviceText('sandbox', '- port: 8194'));

export const serviceLinkVariable: Rule = {
  id: 'service-link-variable',
  claims: ['SVC-2', 'ENV-4'],
  severity: 'mandatory',
  title: 'No Service has a name from which Kubernetes makes a variable that Dify reads',
  rationale:
    'For each Service of the namespace, kubelet gives every container NAME_PORT=tcp://ADDRESS:PORT. Dify reads REDIS_PORT, DB_PORT, DIFY_PORT, SANDBOX_PORT, SERVER_PORT as numbers.',
  remediation: 'Set enableServiceLinks: false in the pod, set the variable explicitly, or name the Service otherwise.',
  source: 'Kubernetes, "Accessing the Service": environment variables; langgenius/dify #539, #3532',
  examples: { bad: { manifests: sandbox(true) }, good: { manifests: sandbox(false) } },
  mutation: [
    { file: 'manifests/dify/31-plugin-daemon.yaml', replace: '      enableServiceLinks: false\n', by: '' },
    {
      file: 'manifests/dify/31-plugin-daemon.yaml',
      replace: '---\n',
      by: `---
apiVersion: v1
kind: Service
metadata:
  name: server
  namespace: dify
spec:
  selector:
    app: dify-plugin-daemon
  ports:
    - name: debug
      port: 5003
      targetPort: debug
---
`,
    },
    { file: 'manifests/dify/10-configmap.yaml', replace: '  SERVER_PORT: "5002"\n', by: '' },
    { file: 'compose/docker-compose.yaml', replace: '      SERVER_PORT: ${PLUGIN_DAEMON_PORT}\n', by: '' },
  ],
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
