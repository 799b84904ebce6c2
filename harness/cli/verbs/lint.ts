import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { type Command, Option } from 'commander';
import {
  fromConfig,
  type LoadedConfig,
  loadConfig,
  type ManifestsRequest,
  manifestsOf,
} from '../../core/config/index.ts';
import { messageOf, UsageError } from '../../core/errors.ts';
import { FORMAT_NAMES, type FormatName, formatNamed } from '../../lint/formats/index.ts';
import { type ComposeSource, lintSet } from '../../lint/lint-set.ts';
import { idsOfPacks } from '../../lint/packs.ts';
import { countsOf, exitCodeOf } from '../../lint/summary.ts';
import { loadManifests, type ManifestSet, placeholders } from '../../manifests/index.ts';
import { harnessVersion } from '../../run/assemble.ts';
import { readSecrets } from '../../run/secrets.ts';
import type { CliContext } from '../context.ts';
import { defaultConfig, OWN_CONFIG } from '../options.ts';

interface LintOptions {
  readonly config?: string;
  readonly compose?: readonly string[];
  readonly envFile?: readonly string[];
  readonly secrets?: string;
  readonly values?: readonly string[];
  readonly set?: readonly string[];
  readonly format: FormatName;
  readonly output?: string;
  readonly target?: string;
  readonly rule?: readonly string[];
  readonly pack?: readonly string[];
  readonly sbom?: readonly string[];
  readonly vex?: readonly string[];
  readonly color: boolean;
  readonly all?: boolean;
}

/** `lint [dir]`: static checks, without a cluster. */
export function registerLint(program: Command, context: CliContext): void {
  program
    .command('lint [dir]')
    .description('check a manifest set statically and compare it with its Compose deployment; needs no cluster')
    .option(
      '-c, --config <file>',
      `config file that the set is judged by (docs/config.md); default: ${OWN_CONFIG} here or in DIR`,
    )
    .option('--compose <file>', 'Compose file to compare with, overriding the config; repeat to merge several', collect)
    .option(
      '--env-file <file>',
      'env file for Compose, instead of the .env next to it; repeatable, later files win',
      collect,
    )
    .option('--values <file>', 'values file for a Helm chart; repeatable, later files win', collect)
    .option('--set <value>', 'single value for a Helm chart, api.replicas=2; repeatable', collect)
    .option('--secrets <file>', 'file of NAME=value lines: also check values filled in at deploy time; never shown')
    .addOption(new Option('-f, --format <format>', 'output format').choices([...FORMAT_NAMES]).default('text'))
    .option('-o, --output <file>', 'write to this file instead of stdout')
    .option('--rule <id>', 'run only this rule; repeatable', collectIds)
    .option('--all', 'text: show every finding, place and remark in full, however long the report gets')
    .option('--pack <name>', 'run only the rules of this pack (docs/packs.md); repeatable', collectIds)
    .option('--target <version>', 'also say what the set lacks for this release of Dify (docs/upgrade.md)')
    .option(
      '--sbom <file>',
      'components of an image, CycloneDX or SPDX 2 as JSON: also judge what is in it; repeatable',
      collect,
    )
    .option('--vex <file>', 'what vulnerabilities matter: OpenVEX, CSAF or CycloneDX as JSON; repeatable', collect)
    .option('--no-color', 'disable colors, as NO_COLOR or a pipe does')
    .addHelpText('after', EXAMPLES)
    .action(async (dir: string | undefined, options: LintOptions) => {
      context.exit(await lint(dir, options));
    });
}

const EXAMPLES = `
Examples:
  dify-e2e lint k8s                                 your own set, judged by itself
  dify-e2e lint k8s --compose docker-compose.yaml   compared with the Compose deployment
  dify-e2e lint chart --values prod.yaml            a Helm chart, rendered with your values
  dify-e2e lint k8s --config dify-e2e.yaml          judged by what a config promises
  dify-e2e lint                                     the set and the Compose file of the default config
  dify-e2e lint k8s --secrets secrets.env           with the values filled in at deploy time
  dify-e2e lint k8s --rule secret-key-missing       a single rule
  dify-e2e lint k8s --pack security                 the rules of a pack
  dify-e2e lint k8s --target 1.16.0                 what the set lacks for this release
  dify-e2e lint k8s --format sarif -o lint.sarif    for code scanning
  dify-e2e lint k8s --format github                 pull request annotations

Exit codes: 0 no blocking findings, 1 mandatory findings, 4 only recommended findings, 64 unreadable input.
docs/rules.md explains every rule; lint.exceptions in the config accepts a finding until a given date.`;

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
const collectIds = (value: string, before: readonly string[] = []): string[] => [...before, ...value.split(',')];

/** Rules and packs add up. */
const chosen = ({ rule, pack }: LintOptions): { readonly rules?: readonly string[] } =>
  rule || pack ? { rules: [...(rule ?? []), ...idsOfPacks(pack ?? [])] } : {};

async function lint(dir: string | undefined, options: LintOptions): Promise<number> {
  const config = configFor(dir, options.config);
  const request = config && manifestsOf(config);
  const compose = composeOf(config, options);
  const [format, manifests] = await Promise.all([
    formatNamed(options.format),
    loadManifests(dir ?? request?.path ?? '.', renderOptions(request?.options, options)),
  ]);
  const values = valuesOf(options.secrets, manifests);
  const result = await lintSet({
    ...{ manifests, today: new Date().toISOString().slice(0, 10) },
    ...(config ? { config } : {}),
    ...(compose ? { compose } : {}),
    ...(values ? { values } : {}),
    ...(options.target ? { target: options.target } : {}),
    ...(options.sbom || options.vex ? { supply: { sbom: options.sbom ?? [], vex: options.vex ?? [] } } : {}),
    ...chosen(options),
  });
  const colour = options.color && options.output === undefined && hasColors();
  print(format(result, { colour, version: harnessVersion(), all: options.all ?? false }), options.output);
  return exitCodeOf(countsOf(result.judgement));
}

/** @returns what promises something about the set; undefined where it is judged by itself. */
function configFor(dir: string | undefined, named: string | undefined): LoadedConfig | undefined {
  const places = ['.', ...(dir === undefined ? [] : [dir])].map((folder) => join(folder, OWN_CONFIG));
  const file = named ?? places.find((path) => existsSync(path)) ?? (dir === undefined ? defaultConfig() : undefined);
  return file === undefined ? undefined : loadConfig(file);
}

/** Arguments take precedence; the config's `.env` belongs to its own Compose file. */
function composeOf(loaded: LoadedConfig | undefined, options: LintOptions): ComposeSource | undefined {
  const own = loaded?.config.compose;
  const files = options.compose?.map((path) => resolve(path)) ?? (own && fromConfig(loaded.file, own.file));
  if (files === undefined) return undefined;
  const ownEnv = options.compose === undefined && own?.env ? fromConfig(loaded?.file ?? '', own.env) : undefined;
  const env = options.envFile?.map((path) => resolve(path)) ?? ownEnv;
  return { file: files, ...(env === undefined ? {} : { envFile: env }) };
}

/** Values of the command line come after those of the config, so they win. */
function renderOptions(own: ManifestsRequest['options'] | undefined, { values = [], set }: LintOptions) {
  return { ...own, values: [...(own?.values ?? []), ...values], ...(set ? { set } : {}) };
}

function valuesOf(file: string | undefined, manifests: ManifestSet): Record<string, string> | undefined {
  if (file === undefined) return undefined;
  return readSecrets(file, placeholders(manifests));
}

/** Depends on NO_COLOR, FORCE_COLOR and whether stdout is a terminal (Node.js, util.styleText). */
const hasColors = (): boolean => styleText('bold', 'x', { stream: process.stdout }) !== 'x';

function print(text: string, output: string | undefined): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new UsageError({ code: 'OUTPUT_UNWRITABLE', message: `can't write ${output}`, likely: messageOf(error) });
  }
}
