import { readSupply, type SupplyFiles } from '../advisories/index.ts';
import { fromConfig, type LoadedConfig, manifestsOf } from '../core/config/index.ts';
import type { ParityTable } from '../core/model/parity.ts';
import { type ComposeProject, loadCompose } from '../lib/compose/index.ts';
import { fillSecrets, loadManifests, type ManifestSet } from '../manifests/index.ts';
import { releaseIndex, requireKnown } from '../releases/index.ts';
import { RULES } from './catalogue.ts';
import { chooseRules } from './choose-rules.ts';
import { type Hidden, hiddenIn } from './facts/environment/hidden.ts';
import { parityOf } from './facts/environment/parity.ts';
import { expectationsOf } from './facts/input/expectations.ts';
import { lintInput } from './facts/input/input.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judgement.ts';
import { summaryOf, type UnderstoodSummary } from './understood.ts';

/** What is judged, and what it is compared with. */
export interface LintRequest {
  /** The set, or where it is. */
  readonly manifests: string | ManifestSet;
  /** The deployment, or where it is. */
  readonly compose?: ComposeSource | ComposeProject;
  /** What the deployment is promised to be; absent = the set is judged by itself. */
  readonly config?: LoadedConfig;
  /** ISO day with which the expiry of exceptions is compared, `2026-01-31`. */
  readonly today: string;
  /** Values of secrets by name, where they are known: what is filled in at deploy time is judged too. */
  readonly values?: Readonly<Record<string, string>>;
  /** The release of Dify that the set is to be upgraded to: also say what it lacks for that, `1.16.0`. */
  readonly target?: string;
  /** Lists of components and VEX documents, besides those of the config. */
  readonly supply?: SupplyFiles;
  /** Ids of the rules to apply; absent = all. */
  readonly rules?: readonly string[];
}

/** As `docker compose -f … --env-file …` takes them: several are laid over each other. */
export interface ComposeSource {
  readonly file: string | readonly string[];
  /** Absent = the `.env` beside the first Compose file, if there is one. */
  readonly envFile?: string | readonly string[];
}

/** What the files alone tell. */
export interface LintResult {
  /** As it is written: no secret is filled in. */
  readonly set: ManifestSet;
  /** With the values that are known filled in. */
  readonly filled: ManifestSet;
  /** As a person would open it. */
  readonly composeFile: string | undefined;
  readonly judgement: Judgement;
  /** Hides the secrets of the set in text that quotes it. */
  readonly hidden: Hidden;
  /** What the set is, and what it was judged by. */
  readonly understood: UnderstoodSummary;
  /** Service × variable; undefined where there is no Compose deployment to compare with. */
  readonly parity: ParityTable | undefined;
}

/**
 * Reads a manifest set and the Compose deployment it is compared with, links them, and applies the rules. Starts nothing.
 * @throws UsageError for files that can't be read, with every problem at once, and for a rule or a release that there is not.
 */
export async function lintSet(request: LintRequest): Promise<LintResult> {
  const { manifests, config, values, today, target } = request;
  if (target !== undefined) requireKnown([target], releaseIndex().releases);
  const rules = chooseRules(request.rules);
  const [set, compose] = await Promise.all([
    typeof manifests === 'string' ? loadManifests(manifests, config && manifestsOf(config).options) : manifests,
    request.compose && composeFrom(request.compose, values),
  ]);
  const supply = readSupply(supplyFiles(request));
  const filled = values ? fillSecrets(set, values) : set;
  const input = lintInput(filled, config && expectationsOf(config), compose, target, supply);
  return {
    ...{ set, filled },
    composeFile: compose?.file,
    judgement: judge(input, rules, today, RULES),
    hidden: hiddenIn(input),
    understood: summaryOf(input),
    parity: compose && parityOf(input),
  };
}

function supplyFiles({ config, supply = {} }: LintRequest): SupplyFiles {
  const own = (kind: keyof SupplyFiles) =>
    config ? config.config.lint[kind].map((file) => fromConfig(config.file, file)) : [];
  return { sbom: [...own('sbom'), ...(supply.sbom ?? [])], vex: [...own('vex'), ...(supply.vex ?? [])] };
}

const composeFrom = async (compose: ComposeSource | ComposeProject, values: LintRequest['values']) =>
  'services' in compose ? compose : loadCompose(compose.file, composeOptions(compose, values));

const composeOptions = ({ envFile }: ComposeSource, values: LintRequest['values']) => ({
  ...(envFile === undefined ? {} : { envFile }),
  ...(values === undefined ? {} : { environment: values }),
});
