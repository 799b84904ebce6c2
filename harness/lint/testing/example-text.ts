/** Short YAML for the examples of rules, laid out as a person writes it. */

/** @returns the documents as one file. */
export const documents = (...texts: readonly string[]): string => texts.map((text) => `${text.trim()}\n`).join('---\n');

const indent = (text: string, by: number): string =>
  text === '' ? '' : `${text.trim().replace(/^(?=.)/gm, ' '.repeat(by))}\n`;

/** @returns an object in the namespace of the examples; `rest` is YAML at the top level. */
export function objectText(apiVersion: string, kind: string, name: string, rest = ''): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: dify }\n${rest.trim()}\n`;
}

interface DeploymentText {
  readonly image?: string;
  /** YAML of the fields of `spec`, of the pod's `spec` and of its container, each from column 0. */
  readonly spec?: string;
  readonly pod?: string;
  readonly container?: string;
}

/** @returns a Deployment whose pods bear `app: NAME`. */
export function deploymentText(name: string, text: DeploymentText = {}): string {
  const { image = 'langgenius/dify-api:1.11.4', spec = '', pod = '', container = '' } = text;
  return objectText(
    'apps/v1',
    'Deployment',
    name,
    `spec:
${indent(spec, 2)}  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
${indent(pod, 6)}      containers:
        - name: ${name.replace(/^dify-/, '')}
          image: ${image}
${indent(container, 10)}`,
  );
}

/** @returns a Service that means the pods of `deploymentText(name)`; `ports` is one YAML entry or more, on one line each. */
export function serviceText(name: string, ports: string, spec = `selector: { app: ${name} }`): string {
  return objectText('v1', 'Service', name, `spec:\n${indent(spec, 2)}  ports:\n${indent(ports, 4)}`);
}
