import { resolve } from 'node:path';
import { type Config, fromConfig, type LoadedConfig, loadConfig, manifestsOf } from '../core/config/index.ts';
import type { CheckRecord } from '../core/model/check.ts';
import type { ParityTable } from '../core/model/parity.ts';
import type { LedgerEntry, Waiver } from '../core/model/run.ts';
import { registerSecrets } from '../core/redact.ts';
import { Undo } from '../core/undo.ts';
import { type LintRequest, type LintResult, lintSet } from '../lint/lint-set.ts';
import { loadManifests, type ManifestSet, placeholders } from '../manifests/index.ts';
import { withVariant } from '../qa/set-changes/variants/apply.ts';
import { type Variant, variantNamed } from '../qa/set-changes/variants/catalogue.ts';
import { foldersOf, newRunId, type RunFolders } from './folders.ts';
import { generatePassword, generateSecrets, randomText, readSecrets } from './secrets.ts';
import { staticRecords, staticWaivers } from './static-checks.ts';

/** What the user asked for, on top of the config file. */
export interface RunOptions {
  readonly configFile: string;
  /** Folder of a manifest set to verify instead of the config's; relative to the working folder. */
  readonly manifests?: string;
  /** Id of a variant of the config's set, instead of the set as it is. */
  readonly variant?: string;
  readonly profile: 'full' | 'quick';
  readonly runId?: string;
  /** At least so long an answer may be silent, where the config asks for less. */
  readonly silentSeconds?: number;
  /** False: the records of the static rules are left out, for runs that must find a fault alive. */
  readonly static?: boolean;
}

/** What the checks and the report of a run rest on, whether this process brought the environment up or an earlier one. */
export interface RunState {
  readonly config: Config;
  readonly profile: 'full' | 'quick';
  readonly folders: RunFolders;
  readonly startedAt: Date;
  readonly undo: Undo;
  /** Records of the checks so far; grows. */
  readonly records: CheckRecord[];
  /** Of the config, and those that its exceptions from static rules amount to. */
  readonly waivers: readonly Waiver[];
  /** Compose × Kubernetes; undefined where there is no Compose deployment to compare with. */
  readonly parity: ParityTable | undefined;
  /** Grows as doubles, stand-ins and substitutes take their places. */
  readonly ledger: LedgerEntry[];
}

/** A run before anything was started: all that files alone can tell. */
export interface Session extends RunState {
  readonly configFile: string;
  readonly set: ManifestSet;
  readonly manifestsPath: string;
  readonly variant?: Variant;
  readonly secrets: Readonly<Record<string, string>>;
  readonly admin: { readonly email: string; readonly name: string; readonly password: string };
}

/**
 * Reads config, manifests and secrets, and judges the set; starts nothing and writes nothing but the copy that a variant is.
 * @throws UsageError for a config or a manifest set that can't be read, with every problem at once.
 */
export async function prepare(options: RunOptions): Promise<Session> {
  const startedAt = new Date();
  const variant = options.variant === undefined ? undefined : variantNamed(options.variant);
  const read = withProfile(loadConfig(options.configFile), options);
  const loaded = withManifests(variant ? await withVariant(read, variant) : read, options.manifests);
  const { config, file } = loaded;
  const { path: manifestsPath, options: render } = manifestsOf({ config, file });
  const raw = await loadManifests(manifestsPath, render);
  const secrets = secretsFor(config, file, placeholders(raw));
  const admin = {
    email: `release-manager-${randomText(6).toLowerCase()}@example.com`,
    name: 'Release manager',
    password: generatePassword(),
  };
  registerSecrets([...Object.values(secrets), admin.password]);
  const lint = await lintSet(lintRequest(loaded, raw, secrets, startedAt));
  return {
    profile: options.profile,
    config,
    configFile: file,
    manifestsPath,
    ...(variant ? { variant } : {}),
    secrets,
    admin,
    startedAt,
    ...(options.static === false ? noStaticPhase(config) : staticPhase(lint, config, startedAt)),
    folders: foldersOf(options.runId ?? newRunId(startedAt)),
    set: lint.filled,
    undo: new Undo(),
    ledger: [],
  };
}

/** The values that the deployment gets are judged as well, on both sides. */
function lintRequest(
  config: LoadedConfig,
  manifests: ManifestSet,
  values: LintRequest['values'],
  at: Date,
): LintRequest {
  const { compose } = config.config;
  const file = compose && fromConfig(config.file, compose.file);
  const env = compose?.env === undefined ? {} : { envFile: fromConfig(config.file, compose.env) };
  return {
    ...{ config, manifests, values: values ?? {}, today: at.toISOString().slice(0, 10) },
    ...(file === undefined ? {} : { compose: { file, ...env } }),
  };
}

function staticPhase({ judgement, parity }: LintResult, config: Config, startedAt: Date) {
  return {
    records: staticRecords(judgement, startedAt.toISOString(), Date.now() - startedAt.getTime()),
    waivers: [...config.waivers, ...staticWaivers(judgement)],
    parity,
  };
}

const noStaticPhase = (config: Config) => ({ records: [], waivers: config.waivers, parity: undefined });

/** From here on the config names the set that is really verified, absolutely: every check compares with that one. */
function withManifests(loaded: LoadedConfig, own: string | undefined): LoadedConfig {
  const { config, file } = loaded;
  const path = own === undefined ? fromConfig(file, config.manifests.path) : resolve(own);
  return { ...loaded, config: { ...config, manifests: { ...config.manifests, path } } };
}

/** `--quick` shortens traffic and load as the config says; it leaves nothing out. */
function withProfile({ config: given, ...loaded }: LoadedConfig, options: RunOptions): LoadedConfig {
  const silentSeconds = Math.max(given.timeouts.silentSeconds, options.silentSeconds ?? 0);
  const config = { ...given, timeouts: { ...given.timeouts, silentSeconds } };
  if (options.profile === 'full') return { ...loaded, config };
  const load = { ...config.load, ...config.quick.load };
  return {
    ...loaded,
    config: { ...config, load, failover: { ...config.failover, steadySeconds: config.quick.steadySeconds } },
  };
}

/** What the stand-ins need, even if the set's own Secrets never name it. */
const STAND_IN_SECRETS = ['DB_PASSWORD', 'REDIS_PASSWORD', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];

function secretsFor(config: Config, file: string, names: readonly string[]): Record<string, string> {
  const wanted = new Set([...names, ...STAND_IN_SECRETS, 'INIT_PASSWORD']);
  const own = config.manifests.secretsFile;
  return own ? readSecrets(fromConfig(file, own), wanted) : generateSecrets(wanted);
}
