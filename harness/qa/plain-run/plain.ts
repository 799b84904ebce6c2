import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { parse } from 'yaml';
import { z } from 'zod';
import { hostsOf, loadConfig, webHost, workloadOf } from '../../core/config/index.ts';
import { command } from '../../provision/exec/index.ts';
import { prepare } from '../../run/session.ts';
import { type Tags, writeInputs } from './inputs.ts';

/** A part of a run and when it was over, in ms from the start. */
export interface Mark {
  readonly name: string;
  readonly atMs: number;
}

export interface PlainOptions {
  /** An empty folder for what the script reads. */
  readonly scratch: string;
  readonly config: string;
  /** `images.lock` of a run on this machine. */
  readonly lock: string;
  readonly tools: { readonly kind: string; readonly k6: string };
  readonly signal: AbortSignal;
  onLine(line: string): void;
}

const NAME = 'dify-e2e-plain';

/** Runs plain.sh. @returns when each part of it was over. @throws HarnessError `COMMAND_FAILED` with the script's last lines. */
export async function runPlain({ scratch, config, lock, tools, signal, onLine }: PlainOptions): Promise<Mark[]> {
  const session = await prepare({ loaded: loadConfig(config), profile: 'full' });
  const tags = tagsOf(await readFile(lock, 'utf8'));
  const port = await getPort({ host: '127.0.0.1' });
  await mkdir(scratch, { recursive: true });
  await writeInputs(scratch, session, tags, port);
  const { config: settings } = session;
  const { manifests, standIns } = session.config;
  const hostMap = Object.fromEntries(hostsOf(session.config).map((host) => [`${host}:80`, `127.0.0.1:${port}`]));
  const { stdout } = await command('bash', [fileURLToPath(new URL('./plain.sh', import.meta.url))], {
    env: {
      ...{ IN: scratch, NAME, LABEL: `${NAME}=1`, PORT: String(port), NAMESPACE: manifests.namespace },
      ...{ KIND: tools.kind, K6: tools.k6 },
      HOLDER: tags.get(standIns.redis ?? '') ?? standIns.redis ?? '',
      KILLED: `${workloadOf(settings, 'api').name} ${workloadOf(settings, 'web').name}`,
      HOSTS: JSON.stringify(hostMap),
      URLS: JSON.stringify([`http://${webHost(settings)}/console/api/ping`, `http://${webHost(settings)}/`]),
    },
    timeoutMs: 20 * 60_000,
    ...{ signal, onLine },
  });
  return marksOf(stdout);
}

/** @param output of the script, with lines `lap MS NAME`. */
export function marksOf(output: string): Mark[] {
  const found = [...output.matchAll(/^lap (\d+) (\S+)$/gm)].map(([, at, name]) => ({
    name: name ?? '',
    at: Number(at),
  }));
  const started = found[0]?.at ?? 0;
  return found.slice(1).map(({ name, at }) => ({ name, atMs: at - started }));
}

const lockSchema = z.object({
  images: z.record(
    z.string(),
    z.object({ recipe: z.string().optional(), double: z.boolean().optional(), digest: z.string() }),
  ),
});

/** @param lock text of an `images.lock`. @returns reference → name in the engine. */
export function tagsOf(lock: string): Tags {
  const { images } = lockSchema.parse(parse(lock));
  return new Map(
    Object.entries(images).flatMap(([ref, { recipe, double, digest }]) => {
      if (recipe === undefined) return [];
      const short = digest.slice(0, 12);
      const version = ref.slice(ref.lastIndexOf(':') + 1);
      return [[ref, `dify-e2e/${recipe}:${double ? `${version}-${short}` : short}`] as const];
    }),
  );
}
