import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import {
  definitionsOf,
  extensionOf,
  type ReleaseFiles,
  type ResourceList,
  releaseOf,
  textOf,
} from '../lib/kube-schema/generator/index.ts';
import { command, createTools, goEnvironment } from '../provision/exec/index.ts';
import { cacheDir } from '../provision/machine/index.ts';

/** Kubernetes releases with schemas; their modules come from the Go module proxy, verified by the checksum database. */
const RELEASES = ['v1.34.4', 'v1.35.4'];

/** The Gateway API, whose kinds a cluster has once somebody has installed it. */
const GATEWAY_API = 'v1.6.3';

async function moduleFolder(module: string, version: string): Promise<string> {
  const cache = cacheDir();
  const { path: go } = await createTools({ cacheDir: cache }).resolve('go');
  const args = ['mod', 'download', '-json', `${module}@${version}`];
  const { stdout } = await command(go, args, { env: goEnvironment(cache), timeoutMs: 600_000 });
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}

function filesOf(version: string, folder: string): ReleaseFiles {
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  const discovery = readdirSync(join(folder, 'api', 'discovery')).filter((name) => name.endsWith('.json'));
  return {
    version,
    swagger: JSON.parse(read('api', 'openapi-spec', 'swagger.json')) as ReleaseFiles['swagger'],
    discovery: discovery
      .map((name) => JSON.parse(read('api', 'discovery', name)) as ResourceList)
      .filter(({ kind }) => kind === 'APIResourceList'),
    goCode: read('pkg', 'generated', 'openapi', 'zz_generated.openapi.go'),
  };
}

const target = join(packageRoot(), 'schemas');
mkdirSync(target, { recursive: true });
for (const version of RELEASES) {
  const name = `${/^v(\d+\.\d+)/.exec(version)?.[1]}.json`;
  writeFileSync(
    join(target, name),
    textOf(releaseOf(filesOf(version, await moduleFolder('k8s.io/kubernetes', version)))),
  );
  process.stdout.write(`schemas/${name}\n`);
}

const crds = join(await moduleFolder('sigs.k8s.io/gateway-api', GATEWAY_API), 'config', 'crd', 'standard');
const files = readdirSync(crds)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(crds, name), 'utf8'));
mkdirSync(join(target, 'extensions'), { recursive: true });
const made = {
  'gateway-api.json': extensionOf(GATEWAY_API, files),
  'gateway-definitions.json': { version: GATEWAY_API, objects: definitionsOf(files) },
};
for (const [name, content] of Object.entries(made)) {
  writeFileSync(join(target, 'extensions', name), `${JSON.stringify(content)}\n`);
  process.stdout.write(`schemas/extensions/${name}\n`);
}
