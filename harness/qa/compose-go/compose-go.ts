import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError, UsageError } from '../../core/errors.ts';
import { type ComposeOptions, type ComposeService, loadCompose } from '../../lib/compose/index.ts';
import { command } from '../../provision/exec/command.ts';
import { goEnvironment, goError, goQueue } from '../../provision/exec/go.ts';
import { cacheDir, exists } from '../../provision/machine/cache.ts';

const SOURCE = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'compose-go');
const SOURCE_FILES = ['main.go', 'go.mod', 'go.sum'];
const BUILD_MS = 10 * 60_000;
const RUN_MS = 100_000;

/** For tests: a service in a form that both sides can produce. */
export interface ResolvedService {
  readonly image: string;
  readonly environment: Readonly<Record<string, string | null>> | null;
  readonly ports: readonly unknown[];
  readonly volumes: readonly unknown[];
  readonly networks: readonly string[];
  readonly profiles: readonly string[];
}

/** For tests: the enabled services, or why there are none. */
export interface Resolved {
  readonly error?: string;
  readonly services?: Readonly<Record<string, ResolvedService>>;
}

/**
 * For tests: compose-go as a program, built once per version of its source and cached.
 * @returns its path, or why it can't be built here: no Go, or no module proxy.
 * @throws HarnessError if it does not compile.
 */
export async function composeGo(): Promise<{ readonly program: string } | { readonly reason: string }> {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const name of SOURCE_FILES) hash.update(await readFile(join(SOURCE, name)));
  const program = join(cacheDir(), 'tools', `compose-go-${hash.digest('hex').slice(0, 16)}`, 'compose-go');
  try {
    if (!(await exists(program))) await build(program);
    return { program };
  } catch (error) {
    const { code, message } = error instanceof HarnessError ? error : { code: '', message: '' };
    if (code === 'COMMAND_NOT_FOUND') return { reason: 'there is no Go on this machine' };
    const failed = goError('compose-go', error);
    if (failed.code === 'GO_PROXY_UNREACHABLE') return { reason: `${failed.message}: ${message}` };
    throw failed;
  }
}

async function build(program: string): Promise<void> {
  await mkdir(dirname(program), { recursive: true });
  const folder = await mkdtemp(join(dirname(program), '.making-'));
  const fresh = join(folder, 'compose-go');
  try {
    await goQueue(() =>
      command('go', ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', fresh, '.'], {
        cwd: SOURCE,
        env: goEnvironment(cacheDir()),
        timeoutMs: BUILD_MS,
      }),
    );
    await rename(fresh, program);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** For tests: a project on disk. */
export interface WrittenProject {
  readonly main: string;
  readonly options?: ComposeOptions | undefined;
}

/** For tests: one project as resolved by both. */
export interface Compared {
  readonly main: string;
  readonly ours: Resolved;
  readonly theirs: Resolved;
}

/** For tests: resolves projects with compose-go, in one run of the program, and with `loadCompose`. */
export async function compareAll(program: string, projects: readonly WrittenProject[]): Promise<Compared[]> {
  const requests = projects.map(({ main, options = {} }) => ({
    files: [main],
    envFiles: [options.envFile ?? []].flat(),
    profiles: options.profiles ?? [],
    environment: options.environment ?? {},
  }));
  const { stdout } = await command(program, [], { input: JSON.stringify(requests), timeoutMs: RUN_MS });
  const answers: Resolved[] = JSON.parse(stdout);
  return await Promise.all(
    projects.map(async ({ main, options }, index) => ({
      main,
      ours: await resolve(main, options),
      theirs: comparable(answers[index] ?? { error: 'compose-go gave no answer' }),
    })),
  );
}

/** Only user errors are returned; all others are thrown. */
async function resolve(main: string, options: ComposeOptions | undefined): Promise<Resolved> {
  try {
    const { services } = await loadCompose(main, options);
    return comparable({
      services: Object.fromEntries([...services].map(([name, service]) => [name, plainly(service)])),
    });
  } catch (error) {
    if (error instanceof UsageError) return { error: [error.code, ...error.details].join('\n') };
    throw error;
  }
}

function plainly({ image, environment, ports, volumes, networks, profiles }: ComposeService): ResolvedService {
  return {
    image: image?.value ?? '',
    environment: Object.fromEntries([...environment].map(([name, { value }]) => [name, value ?? null])),
    ports: ports.map(({ at: _, ...port }) => port),
    volumes: volumes.map(({ at: _, ...volume }) => volume),
    networks,
    profiles,
  };
}

/** What compose-go may include among the variables: one without a name, and extension fields of the mapping. */
const NO_VARIABLES = ['', '#extensions'];

/** The order is irrelevant. */
function comparable({ error, services }: Resolved): Resolved {
  if (error !== undefined) return { error };
  const sorted = Object.entries(services ?? {}).map(([name, service]) => [
    name,
    {
      ...service,
      environment: Object.fromEntries(
        Object.entries(service.environment ?? {}).filter(([variable]) => !NO_VARIABLES.includes(variable)),
      ),
      ports: service.ports.map((port) => JSON.stringify(port, ['target', 'published', 'protocol'])).sort(),
      volumes: service.volumes.map((volume) => JSON.stringify(volume, ['type', 'source', 'target', 'readOnly'])).sort(),
      networks: [...service.networks].sort(),
    },
  ]);
  return { services: Object.fromEntries(sorted) };
}
