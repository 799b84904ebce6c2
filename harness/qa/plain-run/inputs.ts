import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiHost, externalOf, externalServers, kindConfigOf, webHost, workloadsOf } from '../../core/config/index.ts';
import { ingressProvider } from '../../environment/cluster/ingress/ingress-provider.ts';
import { traefikObjects } from '../../environment/cluster/ingress/traefik-objects.ts';
import { corefile } from '../../environment/cluster/isolation/corefile.ts';
import { completeKindConfig, readKindConfig } from '../../environment/cluster/providers/kind/kind-config.ts';
import type { EngineOptions, StandInHost } from '../../environment/stand-ins/host.ts';
import { createStandIns } from '../../environment/stand-ins/index.ts';
import { canonicalName } from '../../lib/image-reference/index.ts';
import { imagesOf, orderStages } from '../../manifests/index.ts';
import type { Session } from '../../run/session.ts';

/** Reference in manifests or config → name in the engine. */
export type Tags = ReadonlyMap<string, string>;

/** Writes what plain.sh reads: the deployment of a run, with secrets of its own. */
export async function writeInputs(folder: string, session: Session, tags: Tags, port: number): Promise<void> {
  const { config, loaded, secrets } = session;
  const tagOf = (ref: string): string => tags.get(ref) ?? ref;
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const kindFile = kindConfigOf(loaded);
  const kind = completeKindConfig(await readKindConfig(kindFile), {
    ...{ runId: 'plain', nodeImage: tagOf(config.cluster.nodeImage), ingressPort: port },
    ...{ file: kindFile, imageFolders: [] },
  });
  const controller = config.cluster.ingressImage;
  const traefik = traefikObjects({
    ...{ runId: 'plain', image: controller },
    provider: ingressProvider('plain', '127.0.0.1'),
  });
  const images = [...imagesOf(session.set), controller].map((ref) => `${tagOf(ref)} ${canonicalName(ref)}`);
  await Promise.all([
    write('kind.yaml', kind),
    write('traefik.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: traefik })),
    write('coredns.json', JSON.stringify(dnsOf(session))),
    write('images', linesOf(images)),
    write('databases', linesOf(externalOf(config.external, 'postgres').databases)),
    write('routes', linesOf(routesOf(session))),
    copyFile(new URL('./load.js', import.meta.url), join(folder, 'load.js')),
    writeStages(folder, session),
  ]);
  const image = (ref: string) => ({ tag: tagOf(ref), source: 'packages' as const });
  for (const standIn of await createStandIns({ config, image, secret: (name) => secrets[name] ?? '' }))
    await standIn.start(recorder(folder));
}

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

async function writeStages(folder: string, { config, set }: Session): Promise<void> {
  await mkdir(join(folder, 'stages'));
  const core = (['api', 'worker', 'web'] as const).flatMap((part) => workloadsOf(config, part).map(({ name }) => name));
  for (const [index, { id, objects }] of orderStages(set, core).entries()) {
    // JSON: kubectl reads a bare `on` as a boolean.
    const list = { apiVersion: 'v1', kind: 'List', items: objects.map(({ object }) => object) };
    await writeFile(join(folder, 'stages', `${index}-${id}.json`), JSON.stringify(list));
  }
}

/** The script puts the address in. */
function dnsOf({ config }: Session) {
  const hosts = Object.fromEntries(externalServers(config.external).map(({ host }) => [host, 'STAND_INS']));
  const metadata = { name: 'coredns', namespace: 'kube-system' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { Corefile: corefile(hosts) } };
}

/** Ten requests, as somebody would try whether it works. */
function routesOf({ config }: Session): string[] {
  const onWeb = ['/', '/signin', '/apps', '/console/api/ping', '/console/api/setup', '/console/api/system-features'];
  const onApi = ['/v1/', '/health', '/files/', '/api/'];
  return [
    ...onWeb.map((path) => `http://${webHost(config)}${path}`),
    ...onApi.map((path) => `http://${apiHost(config)}${path}`),
  ];
}

/** Stands in for the host of the stand-ins: writes down what would be started. */
function recorder(folder: string): StandInHost {
  const run = async ({ name, image, environment = {}, command = [], memory = {} }: EngineOptions) => {
    const own = join(folder, 'stand-ins', name);
    await mkdir(own, { recursive: true });
    const pairs = (values: Readonly<Record<string, string>>, separator: string) =>
      linesOf(Object.entries(values).map(([key, value]) => `${key}${separator}${value}`));
    await writeFile(join(own, 'image'), image);
    await writeFile(join(own, 'environment'), pairs(environment, '='), { mode: 0o600 });
    await writeFile(join(own, 'arguments'), linesOf(command));
    await writeFile(join(own, 'memory'), pairs(memory, ' '));
    return { getId: () => name };
  };
  return { run, endpoint: (port: number) => ({ host: '127.0.0.1', port }) } as unknown as StandInHost;
}
