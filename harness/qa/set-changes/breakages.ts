import type { ExternalServerName } from '../../core/config/index.ts';
import { inManifests, type SetChange } from './set-change.ts';

/** Something broken on purpose, and the first cause that the sign-off must state. */
export interface Breakage extends SetChange {
  /** Stand-in to stop once everything is ready. */
  readonly stop?: ExternalServerName;
  /** The first cause of the NO-GO must be about this claim. */
  readonly claim: string;
  /** `files`: no pod would start, so only the static rules can find it. `live`: the files don't tell. */
  readonly only?: 'files' | 'live';
  /** The claim that the static rules refute, if it differs from the one that fails live. */
  readonly claimInFiles?: string;
}

/** A set in another layout than the main fixture, with breakages of its own. */
export interface OtherSet {
  readonly id: string;
  /** Its config, relative to the repository. */
  readonly config: string;
  readonly breakages: readonly Breakage[];
}

const LIVENESS = `          livenessProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: 15
            timeoutSeconds: 10
            failureThreshold: 6
`;

const backend = (name: string, port: number): string => `name: ${name}
                port:
                  number: ${port}`;

/** The breakages of the nightly run: each is found by a different part of the harness. */
export const BREAKAGES: readonly Breakage[] = [
  {
    id: 'route-to-the-wrong-service',
    title: '/console/api of the web host is routed to web instead of the API',
    claim: 'NET-2',
    edits: [inManifests('40-web-ingress.yaml', backend('dify-api', 5001), backend('dify-web', 3000))],
  },
  {
    id: 'wrong-sandbox-key',
    title: 'the sandbox has a different key than the API',
    claim: 'SVC-2',
    edits: [inManifests('30-sandbox.yaml', 'key: CODE_EXECUTION_API_KEY', 'key: PLUGIN_DAEMON_KEY')],
  },
  {
    id: 'wrong-inner-api-key',
    title: 'the plugin daemon has a different inner key than the API',
    claim: 'SVC-2',
    edits: [inManifests('31-plugin-daemon.yaml', 'key: INNER_API_KEY_FOR_PLUGIN', 'key: PLUGIN_DAEMON_KEY')],
  },
  { id: 'database-down', title: 'Postgres stops after the deployment', claim: 'EXT-1', edits: [], stop: 'postgres' },
  { id: 'vector-store-down', title: 'Milvus stops after the deployment', claim: 'EXT-3', edits: [], stop: 'milvus' },
  {
    id: 'missing-secret-key',
    title: 'a key that a container references is missing in the Secret',
    claim: 'SEC-3',
    only: 'files',
    edits: [inManifests('11-secret.yaml', '  CODE_EXECUTION_API_KEY: ${SANDBOX_API_KEY}\n', '')],
  },
  {
    id: 'wrong-storage-secret',
    title: 'the S3 secret key is wrong',
    claim: 'STO-1',
    claimInFiles: 'SEC-4',
    edits: [inManifests('11-secret.yaml', 'S3_SECRET_KEY: ${S3_SECRET_KEY}', 'S3_SECRET_KEY: ${S3_ACCESS_KEY}')],
  },
  {
    id: 'one-replica',
    title: 'the API has one replica instead of two',
    claim: 'REP-1',
    edits: [inManifests('20-api.yaml', 'replicas: 2', 'replicas: 1')],
  },
  {
    id: 'other-limits',
    title: 'web has half the promised memory',
    claim: 'RES-1',
    edits: [inManifests('22-web.yaml', 'memory: 512Mi', 'memory: 256Mi')],
  },
  {
    id: 'no-liveness-probe',
    title: 'the sandbox has no liveness probe',
    claim: 'PRB-1',
    edits: [inManifests('30-sandbox.yaml', LIVENESS, '')],
  },
  {
    id: 'other-service-port',
    title: 'the Service of the plugin daemon has a different port',
    claim: 'NET-1',
    edits: [inManifests('31-plugin-daemon.yaml', ' port: 5002\n', ' port: 5012\n')],
  },
  {
    id: 'placeholder-image',
    title: 'web still has the placeholder image',
    claim: 'IMG-1',
    edits: [
      inManifests('22-web.yaml', 'image: langgenius/dify-web:1.11.4', 'image: my-docker-registry/dify-web:custom-v1'),
    ],
  },
];
