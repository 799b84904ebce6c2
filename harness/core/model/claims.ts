import type { Claim } from './run.ts';

/**
 * What the deployment description promises, and so what a sign-off has to be about. `section` names its sections; `–` is a
 * claim of the harness's own. `ticked` = the description marks it as done, `open` = as still to do.
 */
export const CLAIMS = [
  claim(
    'SVC-1',
    '1, 10.5',
    'ticked',
    'both',
    'All six services are deployed, each with its Deployment and, where it listens, its Service.',
  ),
  claim(
    'SVC-2',
    '10.5',
    'ticked',
    'both',
    "Dependencies between services are right: what a container is configured to call exists and answers from inside that container's pod.",
  ),
  claim(
    'SVC-3',
    '2, 10.5',
    'ticked',
    'both',
    'Services find each other through Kubernetes DNS; no Compose names are left over.',
  ),
  claim(
    'ENV-1',
    '3, 10.1',
    'ticked',
    'static',
    'The necessary variables of each Compose service reach the same container.',
  ),
  claim(
    'ENV-2',
    '10.1',
    'ticked',
    'static',
    'The values agree with Compose; only documented differences differ, each with its reason.',
  ),
  claim(
    'ENV-3',
    '7, 8, 10.1',
    'ticked',
    'static',
    'The variables that were once missing are there: INIT_PASSWORD, ENABLE_REQUEST_LOGGING, paths, time-outs.',
  ),
  claim('ENV-4', '–', 'added', 'live', 'The running containers have the environment that the manifests declare.'),
  claim(
    'SEC-1',
    '4, 7, 8, 10.2',
    'ticked',
    'static',
    'SECRET_KEY and everything else that is sensitive is in a Secret, never in a ConfigMap or a literal value.',
  ),
  claim('SEC-2', '8, 10.4', 'ticked', 'static', 'S3_ACCESS_KEY and S3_SECRET_KEY are in a Secret.'),
  claim(
    'SEC-3',
    '10.2',
    'ticked',
    'both',
    'The Deployments really refer to those Secrets, and the keys that they refer to exist.',
  ),
  claim(
    'SEC-4',
    '10.2',
    'ticked',
    'static',
    "The Secrets' values are right: equal to Compose's, pairs that must match do, no public placeholder value.",
  ),
  claim(
    'SEC-5',
    '4',
    'added',
    'both',
    'RBAC, network policies and quotas are reported as present, absent or not enforced; they are not required.',
  ),
  claim(
    'EXT-1',
    '10.3',
    'ticked',
    'both',
    'PostgreSQL: host, port and database agree with Compose and are really reached from API, worker and plugin daemon.',
  ),
  claim(
    'EXT-2',
    '10.3',
    'ticked',
    'both',
    'Redis: host and port agree with Compose and are really reached, as cache and as broker.',
  ),
  claim('EXT-3', '10.3', 'ticked', 'both', 'Milvus: host and port agree with Compose and are really reached.'),
  claim(
    'STO-1',
    '7, 10.4',
    'ticked',
    'both',
    'The storage type is S3 on both sides; endpoint, region and bucket agree; an object is written and read back.',
  ),
  claim(
    'STO-2',
    '2, 6',
    'added',
    'both',
    'PersistentVolumeClaims and StorageClass: bound, right access mode, writable.',
  ),
  claim('RES-1', '10.6', 'ticked', 'static', 'Requests and limits of API, worker and web are the promised ones.'),
  claim(
    'RES-2',
    '8',
    'open',
    'live',
    'Requests and limits of all services are reasonable: real use under load, throttling, OOM kills, headroom. Only real images can prove it.',
  ),
  claim(
    'REP-1',
    '10.6',
    'ticked',
    'both',
    'Replicas: API 2, worker 1, web 2, and the availability that is claimed for it.',
  ),
  claim('PRB-1', '10.6', 'ticked', 'static', 'Every service has a liveness and a readiness probe.'),
  claim(
    'PRB-2',
    '8',
    'open',
    'live',
    'The probes fit: they answer, start-up fits, readiness goes false when it must, liveness does not kill on a slow dependency. Only real images can prove it.',
  ),
  claim(
    'NET-1',
    '10.7',
    'ticked',
    'both',
    "The Services' ports 5001, 3000, 5002 and 8194 equal Compose's, and each targetPort meets a container port.",
  ),
  claim('NET-2', '10.7', 'ticked', 'both', 'The two Ingress hosts route as described, and nothing shadows a rule.'),
  claim('IMG-1', '7, 8', 'ticked', 'static', 'No placeholder image, no tag “latest”, one version for API and worker.'),
  claim('DOM-1', '7, 8', 'ticked', 'static', 'No placeholder domain anywhere.'),
  claim(
    'TLS-1',
    '8, 9.1',
    'decided',
    'both',
    'TLS is deliberately not handled for now: an accepted decision. Where an Ingress has TLS, it is checked.',
  ),
  claim(
    'DEP-1',
    '11.2',
    'added',
    'live',
    'The deploy order works: context, namespace, configuration and Secrets, storage, core services, auxiliary services, Ingress, wait for ready.',
  ),
  claim(
    'DEP-2',
    '11.3, 12',
    'added',
    'live',
    'All pods are ready, Services have endpoints, Ingresses have an address.',
  ),
  claim('DEP-3', '12', 'added', 'live', 'The application works: console login, API, sandbox, plugin daemon.'),
  claim(
    'DEP-4',
    '–',
    'added',
    'live',
    'What runs is what was verified: no drift between the manifest set and the cluster, running images as locked.',
  ),
  claim(
    'ACC-1',
    '–',
    'added',
    'static',
    'What is accepted against the description has a reason, an owner and a last day, and that day has not passed.',
  ),
] as const;

export type ClaimId = (typeof CLAIMS)[number]['id'];

/** @returns the section under which a claim is shown: the last one that it names; `–` for the harness's own. */
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
