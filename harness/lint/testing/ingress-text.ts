import type { TextEdit } from '../../core/text-edit.ts';
import { documents, serviceText } from './example-text.ts';

interface IngressText {
  readonly name?: string;
  readonly host?: string;
  /** `/api -> api`, `Prefix /api -> api`; without a type a path is ImplementationSpecific. */
  readonly paths?: readonly string[];
  /** Of ingress-nginx, by their short names. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** YAML within `spec`. */
  readonly spec?: string;
}

const PORTS: Readonly<Record<string, number>> = { web: 3000, 'plugin-daemon': 5002 };

/** @returns an Ingress for the examples of rules; `api` and `web` stand for the parts' Services. */
export function ingressText(text: IngressText): string {
  const { name = 'dify-web', host = 'dify.maywzh.com', paths = ['Prefix / -> web'], annotations = {}, spec } = text;
  const notes = Object.entries(annotations).map(
    ([key, value]) => `    nginx.ingress.kubernetes.io/${key}: ${JSON.stringify(value)}`,
  );
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: dify
${notes.length > 0 ? `  annotations:\n${notes.join('\n')}\n` : ''}spec:
${spec ?? '  ingressClassName: nginx'}
  rules:
    - host: ${host}
      http:
        paths:
${paths.map(pathText).join('\n')}
`;
}

function pathText(text: string): string {
  const [, pathType = 'ImplementationSpecific', path = '', part = ''] = /^(?:(\w+) )?(\S+) -> (\S+)$/.exec(text) ?? [];
  const service = `{ name: dify-${part}, port: { number: ${PORTS[part] ?? 5001} } }`;
  return `          - path: ${path}\n            pathType: ${pathType}\n            backend: { service: ${service} }`;
}

/** @returns Ingresses together with the Services that they lead to. */
export function ingressExample(...ingresses: readonly IngressText[]): { readonly manifests: string } {
  return { manifests: documents(SERVICES, ...ingresses.map(ingressText)) };
}

export const SERVICES = documents(
  serviceText('dify-api', '- { name: http, port: 5001 }'),
  serviceText('dify-web', '- { name: http, port: 3000 }'),
  serviceText('dify-plugin-daemon', '- { name: http, port: 5002 }'),
);

const WEB = 'manifests/dify/40-web-ingress.yaml';
const API = 'manifests/dify/41-api-ingress.yaml';

/** @returns the edit of one of the fixtures' two Ingresses. */
export const inWebIngress = (replace: string, by: string): TextEdit => ({ file: WEB, replace, by });
export const inApiIngress = (replace: string, by: string): TextEdit => ({ file: API, replace, by });
