import type { ParityState } from '../../../core/model/parity.ts';
import type { ComposeService, ComposeVariable } from '../../../lib/compose/index.ts';
import { isSymbolic, type Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { writtenText } from '../secrets/written.ts';
import { documentedReason } from './differences.ts';
import { sameServiceAddress, sameValue } from './equality.ts';
import { missingSourceOf } from './missing-source.ts';
import type { PartEnvironment } from './part-environments.ts';
import { whyUnread } from './unread.ts';
import { emptyIsAbsent } from './without.ts';

/** A part that both sides have. */
export interface Pair extends PartEnvironment {
  readonly service: ComposeService;
}

export interface Verdict {
  readonly state: ParityState;
  /** Why it differs or could not be compared. */
  readonly reason: string | undefined;
}

/** @returns the state of a variable that both sides have. */
export function judgeBoth(input: LintInput, pair: Pair, compose: ComposeVariable, kubernetes: Variable): Verdict {
  const { part, environment } = pair;
  const { namespace } = environment.workload.entry.object.metadata;
  const unknown = whyUnknown(kubernetes);
  if (unknown) return { state: 'unknown', reason: unknown };
  const there = compose.value ?? '';
  const here = comparable(input, pair, there, kubernetes);
  if (sameValue(part, there, here)) return { state: 'same', reason: undefined };
  if (isSymbolic(there) !== isSymbolic(here)) {
    return { state: 'unknown', reason: 'one side is only filled in at deploy time' };
  }
  const reason = documentedReason(input, part, compose.name);
  if (reason) return { state: 'documented', reason };
  return sameServiceAddress(input.expected, compose.name, there, here, namespace)
    ? { state: 'documented', reason: 'service address' }
    : { state: 'differs', reason: undefined };
}

/** If the Compose value is not filled in, a filled-in value is compared as it was written. */
function comparable({ sources }: LintInput, { environment }: Pair, there: string, kubernetes: Variable): string {
  const here = kubernetes.value ?? '';
  if (!isSymbolic(there) || isSymbolic(here)) return here;
  return writtenText(sources, kubernetes, environment.workload.entry.object.metadata.namespace) ?? here;
}

function whyUnknown({ value, from }: Variable): string | undefined {
  if (value !== undefined) return undefined;
  if (from.kind === 'missing') return 'its reference is not in the set';
  return from.kind === 'fieldRef' ? 'the cluster sets its value' : 'its value is not text';
}

/** @returns the state of a variable that one side lacks. */
export function judgeOne(
  input: LintInput,
  { part, environment }: Pair,
  compose: ComposeVariable | undefined,
  kubernetes: Variable | undefined,
): Verdict {
  const name = compose?.name ?? kubernetes?.name ?? '';
  if (kubernetes?.from.kind === 'fieldRef') return { state: 'documented', reason: 'the cluster sets its value' };
  const lost = compose && missingSourceOf(input, environment);
  if (lost) return { state: 'unknown', reason: `${lost} is not in the set` };
  const reason = documentedReason(input, part, name);
  if (reason) return { state: 'documented', reason };
  if ((compose?.value ?? kubernetes?.value) === '' && emptyIsAbsent(part, name)) {
    return { state: 'documented', reason: 'an empty value is the same as none' };
  }
  const unread = whyUnread(name, environment);
  if (unread) return { state: 'documented', reason: `not read: ${unread}` };
  return { state: compose ? 'missing-in-kubernetes' : 'missing-in-compose', reason: undefined };
}

/** @returns the same verdict for a value that must not be shown. */
export function asSecret({ state, reason }: Verdict): Verdict {
  if (state === 'same') return { state: 'secret-same', reason };
  return { state: state === 'differs' ? 'secret-differs' : state, reason };
}
