import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { pending, ready, waitFor } from '../../core/wait.ts';
import { command } from '../../provision/exec/index.ts';
import { type LabPlaces, REGISTRY, REGISTRY_PORT } from './places.ts';

/** Debian's `docker-registry`, unpacked: nothing is installed. @returns the program. */
export async function registryProgram({ registryProgram }: LabPlaces): Promise<string> {
  const program = join(registryProgram, 'usr', 'bin', 'docker-registry');
  if (existsSync(program)) return program;
  await mkdir(registryProgram, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-registry-'));
  try {
    await command('apt-get', ['download', 'docker-registry'], { cwd: folder });
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
    await command('dpkg-deb', ['--extract', join(folder, file), registryProgram]);
    return program;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the registry's settings. @returns the arguments that start it on the loopback. */
export async function registryArguments({ files, registryData }: LabPlaces): Promise<string[]> {
  const settings = {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: registryData } },
    http: { addr: `127.0.0.1:${REGISTRY_PORT}` },
  };
  await mkdir(files, { recursive: true });
  const file = join(files, 'registry.json');
  // YAML in its JSON form.
  await writeFile(file, JSON.stringify(settings));
  return ['serve', file];
}

/** @returns the names that the registry has: `library/redis`. */
export async function namesInRegistry(): Promise<string[]> {
  const catalogue = async () => {
    const answer = await request(`http://${REGISTRY}/v2/_catalog`).catch(() => undefined);
    return answer?.statusCode === 200 ? ready(await answer.body.json()) : pending('no answer');
  };
  const body = await waitFor({
    subject: 'the registry of the lab',
    timeoutMs: 10_000,
    intervalMs: 100,
    poll: catalogue,
  });
  return (body as { repositories: string[] }).repositories;
}
