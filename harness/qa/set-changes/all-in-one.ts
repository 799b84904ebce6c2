import type { Breakage, OtherSet } from './breakages.ts';
import { inManifests } from './set-change.ts';

const CLAIM = `        - name: storage
          persistentVolumeClaim:
            claimName: storage
`;

const PERMISSIONS = `      # As Compose's init_permissions: Dify runs as 1001, and a volume that the group can't be set on belongs to root.
      initContainers:
        - name: permissions
          image: langgenius/dify-api:1.11.4
          imagePullPolicy: IfNotPresent
          command: [chown, "1001:1001", /app/api/storage]
          securityContext:
            runAsUser: 0
          resources:
            requests:
              cpu: 25m
              memory: 32Mi
            limits:
              cpu: 200m
              memory: 64Mi
          volumeMounts:
            - name: storage
              mountPath: /app/api/storage
`;

const GROUP = '      securityContext:\n        fsGroup: 1001\n';

const breakages: readonly Breakage[] = [
  {
    id: 'files-of-its-own',
    title: 'the worker keeps files in a directory of its own, not on the volume of the API',
    claim: 'STO-1',
    edits: [inManifests('worker.yaml', CLAIM, '        - name: storage\n          emptyDir: {}\n')],
  },
  {
    id: 'files-owned-by-root',
    title: 'nothing makes the volume writable for the user of the API',
    claim: 'STO-1',
    claimInFiles: 'STO-2',
    edits: [inManifests('api.yaml', PERMISSIONS, '      initContainers:\n'), inManifests('api.yaml', GROUP, '')],
  },
  {
    id: 'vectors-without-extension',
    title: 'Postgres has no pgvector',
    claim: 'EXT-3',
    only: 'live',
    edits: [
      inManifests('postgres.yaml', 'image: pgvector/pgvector:pg17', 'image: postgres:15'),
      { file: 'config.yaml', replace: 'pgvector/pgvector:pg17: pgvector', by: 'postgres:15: postgres' },
    ],
  },
  {
    id: 'console-api-not-routed',
    title: 'nginx sends /console/api to web',
    claim: 'NET-2',
    edits: [inManifests('nginx.yaml', '      location /console/api { proxy_pass http://api:5001; }\n', '')],
  },
  {
    id: 'sandbox-key-of-another',
    title: 'the sandbox has a different key than the API',
    claim: 'SVC-2',
    edits: [inManifests('sandbox.yaml', 'key: CODE_EXECUTION_API_KEY', 'key: PLUGIN_DAEMON_KEY')],
  },
];

export const ALL_IN_ONE: OtherSet = { id: 'all-in-one', config: 'configs/all-in-one.yaml', breakages };
