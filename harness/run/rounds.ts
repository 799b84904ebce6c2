import type { RawCheckRecord } from './step.ts';

/**
 * Merges several rounds of a phase into one record per check: the last one if all rounds agree, otherwise the first that did not
 * pass, as `flaky`, since a result that varies by itself proves nothing. Measurements are those of the chosen record.
 * @param rounds in the order in which they ran; not empty.
 */
export function together(rounds: readonly (readonly RawCheckRecord[])[]): RawCheckRecord[] {
  const byId = Map.groupBy(rounds.flat(), ({ id }) => id);
  return [...byId.values()].map((records) => standing(records, rounds.length));
}

function standing(records: readonly RawCheckRecord[], rounds: number): RawCheckRecord {
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) throw new Error('unreachable: a group has a member');
  const alike = records.length === rounds && records.every(({ result }) => result.state === first.result.state);
  if (alike) return rounds === 1 ? last : { ...last, notes: [...last.notes, `the same result in ${rounds} rounds`] };
  const odd = records.find(({ result }) => result.state !== 'passed') ?? last;
  return { ...odd, result: { state: 'flaky', reason: `${tallyOf(records)} in ${rounds} rounds; ${reasonOf(odd)}` } };
}

/** `19 × passed, 1 × failed`. */
function tallyOf(records: readonly RawCheckRecord[]): string {
  const states = Map.groupBy(records, ({ result }) => result.state);
  return [...states].map(([state, of]) => `${of.length} × ${state}`).join(', ');
}

const reasonOf = ({ result }: RawCheckRecord): string =>
  'reason' in result ? `first: ${result.reason}` : 'it did not run in every round';
