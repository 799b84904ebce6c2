import type { Claim } from './run.ts';

/**
 * What the deployment description promises, and what a sign-off is therefore about. `section` lists its sections; `–` marks a
 * claim added by this project. `ticked` = marked as done in the description, `open` = still to do.
 */
export const CLAIMS = [
  claim(
    'SVC-1',
    '1, 10.5',
    'ticked',
    'both',
    'All six services are deployed: each has a Deployment and, if it listens on a port, a Service.',
  ),
  claim(
    'SVC-2',
    '10.5',
    'ticked',
    'both',
    "Dependencies between services are correct: every target that a container is configured to call exists and can be reached from inside that container's pod.",
  ),
  claim(
    'SVC-3',
    '2, 10.5',
    'ticked',
    'both',
    'Services find each other through Kubernetes DNS; no Compose hostnames are left.',
  ),
  claim(
    'ENV-1',
    '3, 10.1',
    'ticked',
    'static',
    'Every required variable of each Compose service is set in the corresponding container.',
  ),
  claim(
    'ENV-2',
    '10.1',
    'ticked',
    'static',
    'Values match Compose; only documented differences are allowed, each with a reason.',
  ),
  claim(
    'ENV-3',
    '7, 8, 10.1',
    'ticked',
    'static',
    'Variables that used to be missing are set: INIT_PASSWORD, ENABLE_REQUEST_LOGGING, paths, timeouts.',
  ),
  claim(
    'ENV-4',
    '–',
    'added',
    'live',
    'The running containers have the environment variables that the manifests declare.',
  ),
  claim(
    'SEC-1',
    '4, 7, 8, 10.2',
    'ticked',
    'static',
    'SECRET_KEY and all other sensitive values are in Secrets, never in a ConfigMap or a literal env value.',
  ),
  claim('SEC-2', '8, 10.4', 'ticked', 'static', 'S3_ACCESS_KEY and S3_SECRET_KEY are in a Secret.'),
  claim('SEC-3', '10.2', 'ticked', 'both', 'The Deployments reference these Secrets, and every referenced key exists.'),
  claim(
    'SEC-4',
    '10.2',
    'ticked',
    'static',
    "The Secrets' values are correct: they match Compose, paired values match each other, and none is a publicly known placeholder.",
  ),
  claim(
    'SEC-5',
    '4',
    'added',
    'both',
    'RBAC, network policies and quotas are reported as present, absent or not enforced; none is required.',
  ),
  claim(
    'EXT-1',
    '10.3',
    'ticked',
    'both',
    'PostgreSQL: host, port and database match Compose, and the API, worker and plugin daemon can connect.',
  ),
  claim(
    'EXT-2',
    '10.3',
    'ticked',
    'both',
    'Redis: host and port match Compose, and it works as cache and as message broker.',
  ),
  claim('EXT-3', '10.3', 'ticked', 'both', 'Milvus: host and port match Compose, and it can be reached.'),
  claim(
    'STO-1',
    '7, 10.4',
    'ticked',
    'both',
    'The storage type is S3 on both sides; endpoint, region and bucket match; an object can be written and read back.',
  ),
  claim(
    'STO-2',
    '2, 6',
    'added',
    'both',
    'PersistentVolumeClaims and StorageClass: bound, correct access mode, writable.',
  ),
  claim(
    'RES-1',
    '10.6',
    'ticked',
    'static',
    'Resource requests and limits of the API, worker and web are as specified.',
  ),
  claim(
    'RES-2',
    '8',
    'open',
    'live',
    'Resource requests and limits of all services are reasonable: actual usage under load, throttling, OOM kills, headroom. Only real images can prove it.',
  ),
  claim(
    'REP-1',
    '10.6',
    'ticked',
    'both',
    'Replicas: API 2, worker 1, web 2, and the availability that they are meant to provide.',
  ),
  claim('PRB-1', '10.6', 'ticked', 'static', 'Every service has a liveness probe and a readiness probe.'),
  claim(
    'PRB-2',
    '8',
    'open',
    'live',
    'The probes are suitable: they answer, they allow enough time to start, readiness fails when the service cannot serve, and a slow dependency does not fail liveness. Only real images can prove it.',
  ),
  claim(
    'NET-1',
    '10.7',
    'ticked',
    'both',
    'Service ports 5001, 3000, 5002 and 8194 match Compose, and every targetPort matches a container port.',
  ),
  claim('NET-2', '10.7', 'ticked', 'both', 'Both Ingress hosts route as described, and no rule shadows another.'),
  claim(
    'IMG-1',
    '7, 8',
    'ticked',
    'static',
    'No placeholder image, no “latest” tag, and the same version for API and worker.',
  ),
  claim('DOM-1', '7, 8', 'ticked', 'static', 'No placeholder domain anywhere.'),
  claim(
    'TLS-1',
    '8, 9.1',
    'decided',
    'both',
    'TLS is out of scope for now (an accepted decision). If an Ingress has TLS, it is checked.',
  ),
  claim(
    'DEP-1',
    '11.2',
    'added',
    'live',
    'The deployment order works: context, namespace, configuration and Secrets, storage, core services, auxiliary services, Ingress, wait for readiness.',
  ),
  claim(
    'DEP-2',
    '11.3, 12',
    'added',
    'live',
    'All pods are ready, Services have endpoints, Ingresses have an address.',
  ),
  claim('DEP-3', '12', 'added', 'live', 'The application works: console sign-in, API, sandbox, plugin daemon.'),
  claim(
    'DEP-4',
    '–',
    'added',
    'live',
    'What runs is what was verified: no drift between the manifest set and the cluster, and the running images are the locked ones.',
  ),
  claim(
    'STB-1',
    '–',
    'added',
    'live',
    'Nothing unplanned happens from the deployment to the end of the load: no restart, no OOM kill, no failed probe, no lost endpoint, no failed request outside of a fault.',
  ),
  claim(
    'ACC-1',
    '–',
    'added',
    'static',
    'Every accepted deviation has a reason, an owner and an expiry date, and has not expired.',
  ),
] as const;

export type ClaimId = (typeof CLAIMS)[number]['id'];

/** @returns the section under which a claim is shown: the last one it lists; `–` for claims added by this project. */
export function sectionOf(claim: Pick<Claim, 'section'>): string {
  return claim.section.split(',').at(-1)?.trim() ?? '–';
}

function claim<const Id extends string>(
  id: Id,
  section: string,
  state: Claim['state'],
  how: Claim['how'],
  text: string,
): Claim & { readonly id: Id } {
  return { id, section, state, how, text };
}
