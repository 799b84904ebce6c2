import type { ExternalServerName } from '../../../core/config/index.ts';
import type { Edit } from '../edit.ts';

/** One thing broken on purpose, and what the sign-off has to say first. */
export interface Breakage {
  readonly id: string;
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Stand-in that is stopped when all is ready. */
  readonly stop?: ExternalServerName;
  /** The first cause of the NO-GO must be about this claim. */
  readonly claim: string;
  /** `files`: no pod of it would start, so that only the static rules can name it. */
  readonly only?: 'files';
  /** What the files refute, where that is another claim than the one that fails alive. */
  readonly claimInFiles?: string;
}

const container = ['spec', 'template', 'spec', 'containers', 0] as const;
const keyRef = (key: string) => ({ secretKeyRef: { name: 'dify-secret', key } });

/** The faults of the nightly tier: each is found by a different part of the harness. */
export const BREAKAGES: readonly Breakage[] = [
  {
    id: 'route-to-the-wrong-service',
    title: '/console/api of the web host goes to web instead of the API',
    claim: 'NET-2',
    edits: [
      {
        file: '40-web-ingress.yaml',
        kind: 'Ingress',
        path: ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service'],
        value: { name: 'dify-web', port: { number: 3000 } },
      },
    ],
  },
  {
    id: 'wrong-sandbox-key',
    title: 'the sandbox has another key than the API uses',
    claim: 'SVC-2',
    edits: [
      {
        file: '30-sandbox.yaml',
        kind: 'Deployment',
        path: [...container, 'env', 0, 'valueFrom'],
        value: keyRef('PLUGIN_DAEMON_KEY'),
      },
    ],
  },
  {
    id: 'wrong-inner-api-key',
    title: 'the plugin daemon has another inner key than the API',
    claim: 'SVC-2',
    edits: [
      {
        file: '31-plugin-daemon.yaml',
        kind: 'Deployment',
        path: [...container, 'env', 1, 'valueFrom'],
        value: keyRef('PLUGIN_DAEMON_KEY'),
      },
    ],
  },
  { id: 'database-down', title: 'Postgres is gone after the deployment', claim: 'EXT-1', edits: [], stop: 'postgres' },
  { id: 'vector-store-down', title: 'Milvus is gone after the deployment', claim: 'EXT-3', edits: [], stop: 'milvus' },
  {
    id: 'missing-secret-key',
    title: 'a key that a container refers to is not in the Secret',
    claim: 'SEC-3',
    only: 'files',
    edits: [
      { file: '11-secret.yaml', kind: 'Secret', path: ['stringData', 'CODE_EXECUTION_API_KEY'], value: undefined },
    ],
  },
  {
    id: 'wrong-storage-secret',
    title: 'the S3 secret key is wrong',
    claim: 'STO-1',
    claimInFiles: 'SEC-4',
    edits: [
      {
        file: '11-secret.yaml',
        kind: 'Secret',
        path: ['stringData', 'S3_SECRET_KEY'],
        value: 'not-the-key-of-this-bucket',
      },
    ],
  },
  {
    id: 'one-replica',
    title: 'the API has one replica instead of two',
    claim: 'REP-1',
    edits: [{ file: '20-api.yaml', kind: 'Deployment', path: ['spec', 'replicas'], value: 1 }],
  },
  {
    id: 'other-limits',
    title: 'web has half the memory that was promised',
    claim: 'RES-1',
    edits: [
      {
        file: '22-web.yaml',
        kind: 'Deployment',
        path: [...container, 'resources', 'limits', 'memory'],
        value: '256Mi',
      },
    ],
  },
  {
    id: 'no-liveness-probe',
    title: 'the sandbox has no liveness probe',
    claim: 'PRB-1',
    edits: [{ file: '30-sandbox.yaml', kind: 'Deployment', path: [...container, 'livenessProbe'], value: undefined }],
  },
  {
    id: 'other-service-port',
    title: 'the Service of the plugin daemon listens on another port',
    claim: 'NET-1',
    edits: [{ file: '31-plugin-daemon.yaml', kind: 'Service', path: ['spec', 'ports', 0, 'port'], value: 5012 }],
  },
  {
    id: 'placeholder-image',
    title: 'web still names the placeholder image',
    claim: 'IMG-1',
    edits: [
      {
        file: '22-web.yaml',
        kind: 'Deployment',
        path: [...container, 'image'],
        value: 'my-docker-registry/dify-web:custom-v1',
      },
    ],
  },
];
