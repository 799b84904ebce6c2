import { findingAt, nameIn, partsIn, rolesOf } from '../../facts/dify/settings.ts';
import { missingSourceOf } from '../../facts/environment/missing-source.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf } from '../../facts/input/of-kind.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** Services whose `tcp://…` variable a program would parse as a number, with the effect. */
const STOPS = "the program exits on startup because it can't parse tcp://… as a number";
/** pydantic reads all settings in every mode, also those of stores that are not selected (api/configs). */
const BACKEND = new Map([
  ...['db', 'redis', 'smtp', 'elasticsearch', 'opensearch', 'pgvector', 'myscale', 'chroma'].map(
    (name): [string, string] => [name, STOPS],
  ),
  ...['analyticdb', 'matrixone', 'opengauss', 'relyt', 'vastbase'].map((name): [string, string] => [name, STOPS]),
]);
/** Only the entrypoint of MODE=api reads DIFY_PORT (api/docker/entrypoint.sh). */
const API = new Map([['dify', 'gunicorn exits on startup: "\'tcp\' is not a valid port number"'], ...BACKEND]);
const DAEMON = new Map(['db', 'redis', 'server'].map((name): [string, string] => [name, STOPS]));
const SANDBOX = new Map([['sandbox', 'the sandbox reads it as 0 and listens on a random port']]);
export const serviceLinkVariableConflict: Rule = {
  id: 'service-link-variable-conflict',
  claims: ['SVC-2', 'ENV-4'],
  severity: 'mandatory',
  title: 'No Service name produces an environment variable that Dify reads',
  rationale:
    'For each Service of the namespace, kubelet sets NAME_PORT=tcp://ADDRESS:PORT in every container. Dify parses REDIS_PORT, DB_PORT, DIFY_PORT, SANDBOX_PORT and SERVER_PORT as numbers.',
  remediation: 'Set enableServiceLinks: false in the pod, set the variable explicitly, or rename the Service.',
  source: 'Kubernetes, "Accessing the Service": environment variables; langgenius/dify #539, #3532',
  *find(input) {
    // kubelet only adds variables for Services with a cluster IP: neither headless nor ExternalName ones.
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
          message: `Service "${name}" sets ${variable}=tcp://… in ${nameIn(environment)}`,
          cause: effect,
          remedy: `set enableServiceLinks: false here, or set ${variable} explicitly`,
          related: [{ at: placeIn(service, ['metadata', 'name']), message: 'the Service' }],
        });
      }
    }
  },
};

function readers(input: LintInput): [ContainerEnvironment, ReadonlyMap<string, string>][] {
  return [
    ...rolesOf(input).backends.map(({ role, environment }): [ContainerEnvironment, ReadonlyMap<string, string>] => [
      environment,
      isApi(role, environment) ? API : BACKEND,
    ]),
    ...partsIn(input, 'plugin-daemon').map((daemon): [ContainerEnvironment, ReadonlyMap<string, string>] => [
      daemon,
      DAEMON,
    ]),
    ...partsIn(input, 'sandbox').map((sandbox): [ContainerEnvironment, ReadonlyMap<string, string>] => [
      sandbox,
      SANDBOX,
    ]),
  ];
}

/** What the container runs as, whatever the part that it should be. */
const isApi = (role: string, { variables }: ContainerEnvironment): boolean =>
  (variables.get('MODE')?.value ?? (role === 'worker' ? 'api' : role)) === 'api';
