/** In place of the fixtures' two Ingresses: what else may route requests to the same parts, under the fixtures' names. */
export type Edge = 'Ingress' | 'HTTPRoute' | 'nginx';

const rule = (path: string, service: string, port: number): string => `    - matches:
        - path:
            type: PathPrefix
            value: ${path}
      backendRefs:
        - name: ${service}
          port: ${port}
`;

const route = (
  name: string,
  host: string,
  rules: readonly string[],
): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${name}
  namespace: dify
spec:
  parentRefs:
    - name: gateway
  hostnames:
    - ${host}
  rules:
${rules.join('')}`;

const HTTP_ROUTES = `${route('dify-web', 'dify.maywzh.com', [
  rule('/console/api', 'dify-api', 5001),
  rule('/', 'dify-web', 3000),
])}---
${route('dify-api', 'dify-api.maywzh.com', [rule('/console/api', 'dify-api', 5001), rule('/api', 'dify-api', 5001)])}`;

const NGINX = `apiVersion: v1
kind: ConfigMap
metadata:
  name: dify-nginx
  namespace: dify
data:
  default.conf: |
    server {
      listen 80;
      client_max_body_size 100m;
      proxy_read_timeout 3600s;
      proxy_buffering off;
      location /e/ { proxy_pass http://dify-plugin-daemon:5002; }
      location /console/api { proxy_pass http://dify-api:5001; }
      location /api { proxy_pass http://dify-api:5001; }
      location /v1 { proxy_pass http://dify-api:5001; }
      location /files { proxy_pass http://dify-api:5001; }
      location /mcp { proxy_pass http://dify-api:5001; }
      location /triggers { proxy_pass http://dify-api:5001; }
      location / { proxy_pass http://dify-web:3000; }
    }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: dify-nginx
  namespace: dify
spec:
  replicas: 1
  selector:
    matchLabels:
      app: dify-nginx
  template:
    metadata:
      labels:
        app: dify-nginx
    spec:
      automountServiceAccountToken: false
      containers:
        - name: nginx
          image: nginx:1.27.4
          imagePullPolicy: IfNotPresent
          ports:
            - name: http
              containerPort: 80
          resources:
            requests: { cpu: 50m, memory: 64Mi }
            limits: { memory: 128Mi }
          readinessProbe: &alive
            tcpSocket:
              port: http
          livenessProbe: *alive
          volumeMounts:
            - name: config
              mountPath: /etc/nginx/conf.d
      volumes:
        - name: config
          configMap:
            name: dify-nginx
---
apiVersion: v1
kind: Service
metadata:
  name: dify-nginx
  namespace: dify
spec:
  type: NodePort
  selector:
    app: dify-nginx
  ports:
    - name: http
      port: 80
      targetPort: http
`;

/** @returns the files of the set with that edge. */
export function withEdge(files: readonly (readonly [name: string, text: string])[], edge: Edge) {
  if (edge === 'Ingress') return files;
  const rest = files.filter(([name]) => !name.includes('ingress'));
  return [...rest, ['40-edge.yaml', edge === 'nginx' ? NGINX : HTTP_ROUTES] as const];
}
