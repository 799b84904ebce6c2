import { resolve } from 'node:path';
import { type Config, fromConfig, type LoadedConfig, manifestsOf } from '../core/config/index.ts';
import { registerSecrets } from '../core/redact.ts';
import { Undo } from '../core/undo.ts';
import { type ComposeProject, loadCompose } from '../lib/compose/index.ts';
import { loadManifests, type ManifestSet, type Provision } from '../manifests/index.ts';
import { foldersOf, newRunId, type RunFolders } from './folders.ts';
import { generatePassword, randomText } from './secrets.ts';
import { secretsOf } from './session-secrets.ts';

/** What is verified, and how. */
export interface RunOptions {
  readonly loaded: LoadedConfig;
  /** What the report says about a changed set. */
  readonly setTitle?: string | undefined;
  /** Directory of a manifest set to verify instead of the config's; relative to the working directory. */
  readonly manifests?: string | undefined;
  readonly profile: 'full' | 'quick';
  /** End at a mandatory static finding, before anything is started. */
  readonly failFast?: boolean | undefined;
  /** Instead of the config's. */
  readonly scope?: Config['scope'] | undefined;
  readonly runId?: string;
}

/** What the checks and the report of a run need, whether this process brought up the environment or an earlier one. */
export interface RunState {
  readonly config: Config;
  readonly profile: 'full' | 'quick';
  readonly folders: RunFolders;
  readonly startedAt: Date;
  readonly undo: Undo;
  /** Aborted if something that the deployment runs on fails. */
  readonly clusterLost: AbortController;
}

/** A run before anything is started: everything that it reads from files. */
export interface Session extends RunState {
  readonly loaded: LoadedConfig;
  readonly setTitle: string | undefined;
  readonly failFast: boolean;
  /** As it is applied: with the secrets filled in, and with those that a controller would make in production. */
  readonly set: ManifestSet;
  /** As it is written, with the secrets filled in: what static rules judge. */
  readonly written: ManifestSet;
  /** What the run makes or leaves out because the cluster lacks the controllers for it. */
  readonly provided: Omit<Provision, 'set'>;
  /** What the run adds so that the set has its namespace. */
  readonly notes: readonly string[];
  readonly manifestsPath: string;
  /** The Compose deployment to compare the set with, if configured. */
  readonly compose: ComposeProject | undefined;
  readonly secrets: Readonly<Record<string, string>>;
  readonly admin: { readonly email: string; readonly name: string; readonly password: string };
}

/**
 * Reads the manifest set, the Compose deployment and the secrets; checks, starts and writes nothing.
 * @throws UsageError if something can't be read, with all problems.
 */
export async function prepare(options: RunOptions): Promise<Session> {
  const startedAt = new Date();
  const loaded = withScope(
    withManifests(withProfile(options.loaded, options.profile), options.manifests),
    options.scope,
  );
  const { config } = loaded;
  const { path: manifestsPath, options: render } = manifestsOf(loaded);
  const raw = await loadManifests(manifestsPath, render);
  const { provided, notes, set, written, secrets, forCompose } = secretsOf(loaded, raw);
  const admin = {
    email: `release-manager-${randomText(6).toLowerCase()}@example.com`,
    name: 'Release manager',
    password: generatePassword(),
  };
  registerSecrets([...Object.values(secrets), admin.password]);
  return {
    ...{ loaded, config, manifestsPath, secrets, admin, startedAt, provided },
    profile: options.profile,
    setTitle: options.setTitle,
    failFast: options.failFast ?? false,
    ...{ set, written, notes },
    compose: await composeOf(loaded, forCompose),
    folders: foldersOf(options.runId ?? newRunId(startedAt)),
    undo: new Undo(),
    clusterLost: new AbortController(),
  };
}

/** Secrets are filled in on both sides, so that their values are compared, too. */
async function composeOf(
  { config: { compose }, file }: LoadedConfig,
  environment: Readonly<Record<string, string>>,
): Promise<ComposeProject | undefined> {
  if (!compose) return undefined;
  const env = compose.env === undefined ? {} : { envFile: fromConfig(file, compose.env) };
  return loadCompose(fromConfig(file, compose.file), { ...env, environment });
}

/** From here on the config has the absolute path of the verified set, which every check compares with. */
function withManifests(loaded: LoadedConfig, own: string | undefined): LoadedConfig {
  const { config, file } = loaded;
  const path = own === undefined ? fromConfig(file, config.manifests.path) : resolve(own);
  return { ...loaded, config: { ...config, manifests: { ...config.manifests, path } } };
}

/** A release that is asked for on the command line has no doubles, whatever the config names. */
function withScope(loaded: LoadedConfig, scope: RunOptions['scope']): LoadedConfig {
  if (scope === undefined) return loaded;
  const { config } = loaded;
  const images = scope === 'release' ? { ...config.images, doubles: {} } : config.images;
  return { ...loaded, config: { ...config, scope, images } };
}

/** `--quick` shortens traffic and load as the config says; it leaves nothing out. */
function withProfile(loaded: LoadedConfig, profile: RunOptions['profile']): LoadedConfig {
  if (profile === 'full') return loaded;
  const { config } = loaded;
  const load = { ...config.load, ...config.quick.load };
  const failover = { ...config.failover, steadySeconds: config.quick.steadySeconds };
  return { ...loaded, config: { ...config, load, failover } };
}
