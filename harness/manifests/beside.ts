import { basename } from 'node:path';

/** What a file beside the manifests is, as a sentence goes on after its name. */
type Said = string;

type Mapping = Readonly<Record<string, unknown>>;

/** Markers of other tools' files, by their content; `next` is what there is to do with it here. */
const MARKS: readonly (readonly [is: (file: Mapping, name: string) => boolean, said: Said])[] = [
  [({ services, kind }) => isMapping(services) && kind === undefined, 'is a Compose file: pass it with --compose'],
  [({ kind, apiVersion }) => isKustomization(kind, apiVersion), 'is a kustomization: lint its folder'],
  [
    ({ apiVersion, kind, name, version }) =>
      kind === undefined && isText(apiVersion) && isText(name) && isText(version),
    'describes a Helm chart: lint its folder',
  ],
  [({ apiVersion }) => isText(apiVersion) && /kuttl\.dev\//.test(apiVersion), 'is a test of kuttl'],
  [({ kind, apiVersion }) => kind === 'Config' && apiVersion === 'v1', 'is a kubeconfig'],
  [
    ({ apiVersion }) => isText(apiVersion) && /^(kind\.x-k8s\.io|skaffold)\//.test(apiVersion),
    'is a config of another tool',
  ],
  [
    (_, name) => /^values\b.*\.ya?ml$|-values\.ya?ml$/.test(name),
    'holds values of a Helm chart: pass it with --values',
  ],
  [(file) => 'jobs' in file && ('on' in file || 'true' in file || 'stages' in file), 'is a pipeline of a CI server'],
];

/**
 * @param name of the file.
 * @param value of one of its documents.
 * @returns what the document is, if it is no manifest, certainly; undefined for a manifest, and for a broken one.
 */
export function otherDocument(name: string, value: unknown): Said | undefined {
  const file = basename(name);
  if (isPatchList(value)) return 'is a JSON patch: a kustomization applies it';
  if (!isMapping(value)) return undefined;
  const known = MARKS.find(([is]) => is(value, file));
  if (known) return known[1];
  if (isPatch(value, file)) return 'is a patch: a kustomization applies it';
  if (/^\d+-(assert|errors)\.ya?ml$/.test(file)) return 'is a test of kuttl';
  const isNone = ['apiVersion', 'kind', 'metadata'].every((field) => !(field in value));
  return isNone && Object.keys(value).length > 0 ? 'is no manifest: it has neither apiVersion nor kind' : undefined;
}

/** Actions of a Helm template, which make a file no YAML yet. */
const ACTION =
  /\{\{-?\s*(?:\.|\$|\/\*|(?:include|if|range|with|end|else|define|template|toYaml|printf|default|tpl|quote|not|and|or|eq)\b)/;

/** @returns what a file is that can't be parsed, if it is no broken manifest. */
export function otherText(text: string): Said | undefined {
  if (ACTION.test(text))
    return "is a template of a Helm chart: lint the chart's folder, or render it first with helm template";
  return /^\s*["']?(?:apiVersion|kind)["']?\s*:/m.test(text) ? undefined : 'is no manifest';
}

/** @returns whether an object's own name shows that it was never rendered. */
export const isUnrendered = (value: unknown): boolean =>
  isMapping(value) && isMapping(value.metadata) && isText(value.metadata.name) && ACTION.test(value.metadata.name);

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isKustomization = (kind: unknown, apiVersion: unknown): boolean =>
  (kind === 'Kustomization' || kind === 'Component') &&
  (!isText(apiVersion) || apiVersion.startsWith('kustomize.config.k8s.io/'));

const isPatchList = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => isMapping(one) && isText(one.op) && isText(one.path));

/** A strategic merge patch has a name and a kind, and lacks what the kind can't be without. */
function isPatch(value: Mapping, file: string): boolean {
  if (!/patch/i.test(file) || !isMapping(value.spec)) return '$patch' in value;
  return ['Deployment', 'StatefulSet', 'DaemonSet'].includes(String(value.kind)) && !('selector' in value.spec);
}
