import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Definitions, kubernetesRelease, type Schema } from '../../lib/kube-schema/index.ts';
import { createTools, goInstall } from '../../provision/exec/index.ts';

const VERSION = '0.8.0';

/** Builds kubeconform from the Go module proxy, unless it is cached. @returns the program. */
export async function kubeconform(cacheDir: string, onLine: (line: string) => void): Promise<string> {
  const into = join(cacheDir, 'tools', `kubeconform-${VERSION}`);
  const program = join(into, 'kubeconform');
  const isThere = await access(program).then(
    () => true,
    () => false,
  );
  if (isThere) return program;
  const { path: go } = await createTools({ cacheDir }).resolve('go');
  onLine(`building kubeconform ${VERSION} from the Go module proxy`);
  await goInstall({ go, goPackage: 'github.com/yannh/kubeconform/cmd/kubeconform', version: VERSION, into, cacheDir });
  return program;
}

/**
 * Writes a directory of schemas as kubeconform expects them (`-standalone-strict`), from the same OpenAPI document as the harness's
 * own.
 * @returns the arguments with which kubeconform uses them.
 */
export async function schemaArguments(folder: string, version: string): Promise<string[]> {
  const { kubernetes, kinds, definitions } = kubernetesRelease(version);
  const place = join(folder, `${kubernetes}-standalone-strict`);
  await mkdir(place, { recursive: true });
  for (const [apiVersion, served] of Object.entries(kinds)) {
    for (const [kind, { schema }] of Object.entries(served)) {
      // Recursive definitions can't be standalone; no application deployment needs one.
      if (kind === 'CustomResourceDefinition') continue;
      const file = join(place, `${kind.toLowerCase()}-${suffixOf(apiVersion)}.json`);
      await writeFile(file, JSON.stringify(standalone({ $ref: schema }, definitions)));
    }
  }
  const location =
    '{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json';
  return [
    '-strict',
    '-summary',
    '-kubernetes-version',
    kubernetes.slice(1),
    '-schema-location',
    join(folder, location),
  ];
}

/** @returns `apps-v1` for `apps/v1`, `networking-v1` for `networking.k8s.io/v1`, `v1` for `v1`. */
function suffixOf(apiVersion: string): string {
  const [version, group] = apiVersion.split('/').reverse();
  return group ? `${group.split('.')[0]}-${version}` : (version ?? '');
}

/** @returns the schema with all references inlined; an optional field may be `null`. */
function standalone(schema: Schema, definitions: Definitions): Schema {
  const { $ref, properties, items, additionalProperties, required = [], ...rest } = schema;
  if ($ref !== undefined) return standalone(definitions[$ref] ?? {}, definitions);
  const inner = (part: Schema) => standalone(part, definitions);
  return {
    ...rest,
    ...(items && { items: inner(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: inner(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [
          name,
          required.includes(name) ? inner(part) : nullable(inner(part)),
        ]),
      ),
      additionalProperties: false,
    }),
    // JSON Schema draft 4 doesn't allow an empty list here.
    ...(required.length > 0 && { required }),
  };
}

function nullable(schema: Schema): Schema {
  if (schema.type === undefined) return schema;
  const types = [schema.type, 'null'].flat() as NonNullable<Schema['type']>;
  return { ...schema, type: types, ...(schema.enum && { enum: [...schema.enum, null] }) };
}
