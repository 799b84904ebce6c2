import type { PartName } from '../../../core/config/index.ts';
import type { Outcome, Place } from '../../outcome.ts';
import type { ContainerEnvironment, Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { compareTexts, findingAt, isAbsent, isSeen, nameIn, partsIn, placeOf, rolesOf, textOf } from './settings.ts';

/** A key that API and worker send and another part checks. */
export interface KeyPair {
  readonly sent: string;
  /** What the API sends if the variable is not set. */
  readonly builtIn: string;
  readonly part: PartName;
  readonly compared: string;
  /** A name that exists only in Compose's `.env` and is easily mistaken for the variable. */
  readonly mistaken?: string;
}

/** The keys that must be equal in two parts (Dify docker/docker-compose.yaml). */
export const KEY_PAIRS = {
  pluginDaemon: {
    sent: 'PLUGIN_DAEMON_KEY',
    builtIn: 'plugin-api-key',
    part: 'plugin-daemon',
    compared: 'SERVER_KEY',
  },
  innerApi: {
    sent: 'INNER_API_KEY_FOR_PLUGIN',
    builtIn: 'inner-api-key',
    part: 'plugin-daemon',
    compared: 'DIFY_INNER_API_KEY',
    mistaken: 'PLUGIN_DIFY_INNER_API_KEY',
  },
  sandbox: { sent: 'CODE_EXECUTION_API_KEY', builtIn: 'dify-sandbox', part: 'sandbox', compared: 'API_KEY' },
} as const satisfies Record<string, KeyPair>;

/** @returns a finding for API or worker if the part would reject its key. Messages never contain values. */
export function* keysThatDiffer(input: LintInput, pair: KeyPair): Iterable<Outcome> {
  const { backends } = rolesOf(input);
  const seen = new Set<string>();
  // Workloads that want the same key are one counterpart.
  const others = new Map(partsIn(input, pair.part).map((other) => [textOf(other, pair.compared), other]));
  for (const [wanted, other] of others) {
    if (wanted === undefined) continue;
    for (const { role, environment } of backends) {
      if (role !== 'beat') yield* judgeKey(input, pair, environment, { other, wanted, seen });
    }
  }
}

interface Counterpart {
  readonly other: ContainerEnvironment;
  readonly wanted: string;
  /** Places already reported. */
  readonly seen: Set<string>;
}

function* judgeKey(
  input: LintInput,
  { sent, builtIn, compared, mistaken }: KeyPair,
  environment: ContainerEnvironment,
  { other, wanted, seen }: Counterpart,
): Iterable<Outcome> {
  const variable = environment.variables.get(sent);
  const absent = isAbsent(input, environment, sent);
  const value = absent ? builtIn : variable?.value;
  if (value === undefined) return;
  // No one fills the publicly known built-in key into a placeholder.
  const verdict = absent && value !== wanted ? 'different' : compareTexts(value, wanted);
  const theirs = other.variables.get(compared);
  const [at, beside] = placesOf(variable, theirs);
  if (!at || verdict === 'same' || isSeen(seen, at)) return;
  const names = `${sent} of ${nameIn(environment)} and ${compared} of ${nameIn(other)}`;
  if (verdict === 'unknown') {
    yield { kind: 'not-evaluated', message: `${names}: one of them is filled in at deploy time`, at };
    return;
  }
  const instead = mistaken && environment.variables.has(mistaken) ? `${mistaken} has no effect; ` : '';
  yield findingAt(at, {
    message: `${names} differ`,
    cause: absent ? `${instead}without ${sent} Dify uses its built-in default` : 'they come from different sources',
    remedy: 'set both variables from the same key of the same Secret',
    related: beside ? [{ at: beside, message: 'the other variable' }] : [],
  });
}

/** Variables that reference a key by name come first: a source imported as a whole is rarely at fault. */
function placesOf(...variables: readonly (Variable | undefined)[]): Place[] {
  const present = variables.flatMap((variable) => (variable ? [variable] : []));
  const isWhole = ({ from }: Variable): boolean => 'whole' in from && from.whole;
  return present.toSorted((a, b) => Number(isWhole(a)) - Number(isWhole(b))).map(placeOf);
}
