import type { LedgerEntry } from '../core/model/run.ts';
import type { Provision } from '../manifests/index.ts';

/** @returns an entry for each Secret that the run made in place of a controller, and one for what it left out. */
export function providedLedger({ secrets, leftOut }: Omit<Provision, 'set'>): LedgerEntry[] {
  const made = secrets.map(
    ({ instead, secret, keys }): LedgerEntry => ({
      ...{ part: 'secrets', kind: 'stand-in', real: `what makes ${secret} from ${instead}`, source: 'harness' },
      used: `${secret} with values of this run: ${keys.join(', ') || 'no keys'}`,
      differences: ['that the real values exist, and that those which must be equal are equal, is not proven'],
    }),
  );
  if (leftOut.length === 0) return made;
  return [
    ...made,
    {
      ...{ part: 'add-ons', kind: 'stand-in', real: leftOut.join(', '), used: 'nothing', source: 'harness' },
      differences: ['not applied: the cluster of the run has no such kind'],
    },
  ];
}
