import { basename, join, resolve } from 'node:path';
import { type KubernetesObject, type ManifestObject, parseManifest } from '../../lib/kube-objects/index.ts';
import { kubernetesVersions, type Schemas, schemasOf } from '../../lib/kube-schema/index.ts';
import { shown } from '../../lib/text/index.ts';
import { parseYaml, readText } from '../../lib/yaml-source/index.ts';
import { installed, missing, type RenderTool, render, typed } from './command.ts';
import type { Rendered, RenderOptions } from './renderer.ts';
import { Tracer } from './trace.ts';

const INSTALL = 'Helm: https://helm.sh/docs/intro/install';

/** Renders a chart with its own values and those given, as `helm install` of a release with the chart's name would. */
export async function renderHelm(root: string, options: RenderOptions): Promise<Rendered> {
  const { namespace } = options;
  const tool = helm(root, options);
  const program = await installed([tool], options);
  if (!program) throw missing(root, 'a Helm chart', [tool], INSTALL);
  const text = await render(root, program, options);
  const tracer = new Tracer(text);
  const sourceOf = sourcesIn(text);
  const { objects } = parseManifest('', text);
  const schemas = schemasOf(
    kubernetesVersions().at(-1) ?? '',
    objects.map(({ object }) => object),
  );
  return {
    text,
    command: typed(tool),
    traced: (entry) => {
      const source = sourceOf(entry.line);
      const traced = source === undefined ? entry : tracer.traced(entry, shown(join(root, source)));
      return withNamespace(traced, namespace, schemas);
    },
  };
}

/** Custom resource definitions are installed with a chart; its test pods are not. */
function helm(root: string, { namespace, values = [], set = [] }: RenderOptions): RenderTool {
  const where = namespace === undefined ? [] : ['--namespace', namespace];
  const filled = values.flatMap((file) => ['--values', shown(file)]);
  const single = set.flatMap((value) => ['--set', value]);
  const what = ['--include-crds', '--skip-tests'];
  return {
    program: 'helm',
    args: ['template', releaseName(root), shown(root), ...what, ...where, ...filled, ...single],
  };
}

/** Most charts leave a release of their own name undoubled: `dify-api`, not `dify-dify-api`. */
function releaseName(root: string): string {
  const chart = readText(join(root, 'Chart.yaml'));
  const [document] = 'text' in chart ? parseYaml(chart.text, { dialect: 'kubectl' }).documents : [];
  const { name } = (document?.value ?? {}) as { name?: unknown };
  const wanted = typeof name === 'string' ? name : basename(resolve(root));
  return /^[a-z0-9][-a-z0-9]{0,52}$/.test(wanted) ? wanted : 'release';
}

/** @returns a look-up: line → the template that it comes from, within the chart, as Helm says in a comment before it. */
function sourcesIn(text: string): (line: number) => string | undefined {
  const sources: (string | undefined)[] = [];
  let last: string | undefined;
  for (const line of text.split('\n')) {
    // The first folder is the chart's name, whatever the folder is called that it is in.
    if (line.startsWith('# Source: ')) last = line.slice('# Source: '.length).trim().split('/').slice(1).join('/');
    sources.push(last);
  }
  return (line) => sources[line - 1];
}

/** Helm puts objects without a namespace into the release's. */
function withNamespace(entry: ManifestObject, namespace: string | undefined, schemas: Schemas): ManifestObject {
  const { object } = entry;
  if (namespace === undefined || object.metadata.namespace || !isNamespaced(object, schemas)) return entry;
  return { ...entry, object: { ...object, metadata: { ...object.metadata, namespace } } };
}

/** Custom kinds for a whole cluster are called so by convention: ClusterIssuer, ClusterSecretStore. */
const isNamespaced = (object: KubernetesObject, schemas: Schemas): boolean =>
  schemas.kindOf(object)?.namespaced ?? !object.kind.startsWith('Cluster');
