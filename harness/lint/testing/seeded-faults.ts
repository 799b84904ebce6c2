import type { Edge } from './sound-edges.ts';

/** A fault to put into a sound set, and what must be said of it. */
export interface SeededFault {
  readonly from: RegExp;
  readonly to: string;
  /** Rules of which one must have a finding. */
  readonly rules: readonly string[];
  /** Where it applies; absent = whatever routes. */
  readonly edge?: Edge;
}

const fault = (from: RegExp, to: string, ...rules: string[]): SeededFault => ({ from, to, rules });
const atEdge = (edge: Edge, from: RegExp, to: string, ...rules: string[]): SeededFault => ({ edge, from, to, rules });

/** One for each kind that people were seen to make; the names of the set, its files and its line ends may be any. */
export const SEEDED_FAULTS: readonly SeededFault[] = [
  fault(/COOKIE_DOMAIN: [a-z.]+/, 'COOKIE_DOMAIN: elsewhere.org', 'cookie-domain-wrong'),
  fault(/(dify-web:)1\.11\.4/, '$11.9.0', 'image-version-differs', 'part-version-mismatch'),
  fault(/(dify-web:)1\.11\.4/, '$1latest', 'image-tag-floating'),
  fault(/key: CODE_EXECUTION_API_KEY/, 'key: CODE_EXECUTION_KEY', 'secret-key-missing'),
  fault(/(\n {2}CODE_EXECUTION_ENDPOINT: ).*/, '$1http://sandbox.elsewhere.svc:8194', 'service-missing'),
  fault(/(\n {2}PLUGIN_DAEMON_URL: .*:)5002/, '$15009', 'service-port-missing'),
  fault(/(\n {2}DIFY_INNER_API_URL: .*:)5001/, '$15009', 'service-port-missing'),
  fault(/\n {2}SSRF_PROXY_HTTPS_URL: .*/, '', 'ssrf-proxy-incomplete'),
  fault(/(\n {2}SERVER_WORKER_CONNECTIONS: ).*/, '$1"10"', 'server-worker-connections-low'),
  fault(/(\n {2}MIGRATION_ENABLED: ).*/, '$1"false"', 'migration-disabled'),
  fault(/(\n {2}CONSOLE_CORS_ALLOW_ORIGINS: ).*/, '$1"*"', 'cors-origin-any'),
  fault(/(\n {2}CONSOLE_CORS_ALLOW_ORIGINS: .*)/, '$1/', 'cors-origin-invalid'),
  fault(/(\n {2}DEPLOY_ENV: )/, '\n  DEBUG: "true"$1', 'debug-enabled'),
  fault(/(\n {2}STORAGE_TYPE: )s3/, '$1local', 'file-storage-unmounted'),
  fault(/\n {2}S3_BUCKET_NAME: .*/, '', 'file-storage-incomplete'),
  fault(/(\n {2}VECTOR_STORE: )milvus/, '$1milvvus', 'vector-store-unknown'),
  fault(/(\n {2}FILES_URL: ).*([\s\S]*?\n {2}INTERNAL_FILES_URL: ).*/, '$1""$2""', 'files-url-empty'),
  fault(/(\n {2}CONSOLE_WEB_URL: ).*/, '$1http://your-domain.com', 'placeholder-domain'),
  fault(/(\n {2}DB_PORT: ).*/, '$1"port"', 'number-invalid'),
  fault(/(\n {2}ENABLE_NETWORK: ).*/, '$1"false"', 'sandbox-network-disabled'),
  fault(/\n {2}CONSOLE_API_URL: \S+(\s+APP_API_URL: \S+\s+NEXT_PUBLIC)/, '$1', 'web-api-url-missing'),
  fault(/(\n {2}PLUGIN_WORKING_PATH: ).*/, '$1/app/cwd', 'plugin-working-path-lost'),
  fault(/(\n {2}PLUGIN_STORAGE_TYPE: )local/, '$1aws_s3', 'plugin-storage-incomplete'),
  fault(/(\n {2}DB_SSL_MODE: )disable/, '$1prefer', 'plugin-daemon-ssl-mode-invalid'),
  fault(/persistentVolumeClaim:\s+claimName: .*/, 'emptyDir: {}', 'plugin-storage-lost'),
  fault(/path: \/health\/check/, 'path: /healthz', 'probe-path-unknown'),
  fault(/(containerPort: )3000/, '$18080', 'probe-port-unserved', 'target-port-unserved'),
  fault(/(\n {6}port: 3000\s+targetPort: )http/, '$1web', 'target-port-missing'),
  fault(/(value: )worker/, '$1wroker', 'mode-wrong'),
  fault(
    /(startupProbe:\s+exec:\s+command: )\[.*\]/,
    '$1["CMD", "true"]',
    'probe-program-missing',
    'command-not-executable',
  ),
  fault(/(\n {10}envFrom:\s+- configMapRef:\s+name: )(\S+)/, '$1$2-missing', 'configmap-missing'),
  fault(/(kind: Secret\s+metadata:\s+name: )(\S+)/, '$1$2-other', 'secret-missing'),
  fault(/(\n {2}replicas: )1(\s+selector:\s+matchLabels:\s+app: \S*plugin-daemon)/, '$12$2', 'plugin-daemon-replicas'),
  atEdge('Ingress', /path: \/api(\s)/, 'path: /app$1', 'public-url-misrouted', 'route-missing'),
  atEdge(
    'Ingress',
    /(use-regex: "true")/,
    '$1\n    nginx.ingress.kubernetes.io/rewrite-target: /$2',
    'rewrite-target-wrong',
  ),
  atEdge('HTTPRoute', /value: \/api(\s)/, 'value: /app$1', 'public-url-misrouted', 'route-missing'),
  atEdge('HTTPRoute', /(backendRefs:\s+- name: )(\S+)/, '$1$2-missing', 'backend-missing'),
  atEdge('HTTPRoute', /(port: )5001(\s+- matches:)/, '$15009$2', 'backend-port-missing'),
  atEdge('nginx', /location \/files .*/, '', 'nginx-route-missing'),
  atEdge('nginx', /(location \/api \{ proxy_pass http:\/\/\S+:5001)/, '$1/', 'nginx-path-rewritten'),
  atEdge('nginx', /client_max_body_size 100m/, 'client_max_body_size 15m', 'nginx-limits'),
  atEdge('nginx', /(location \/v1 \{ proxy_pass http:\/\/)/, '$1nobody-', 'nginx-upstream-missing'),
];
