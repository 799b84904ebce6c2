import type { Outcome } from '../../outcome.ts';
import { isExternal } from '../environment/external.ts';
import type { LintInput } from '../input/input.ts';
import { compareTexts, findingAt, nameIn, placeOf, rolesOf } from './settings.ts';

/**
 * @returns a finding for each setting that differs between API, worker and beat. Only variables that both have are
 *   compared; missing ones are reported against Compose. Messages never contain values.
 */
export function* settingsThatDiffer(input: LintInput, names: readonly string[]): Iterable<Outcome> {
  const { backends } = rolesOf(input);
  const api = backends.find(({ role }) => role === 'api')?.environment;
  if (!api) return;
  for (const { environment } of backends) {
    if (environment === api) continue;
    const { part } = environment;
    for (const name of names) {
      // The address rules compare each part with the config.
      if (part && isExternal(part, name)) continue;
      const [ours, theirs] = [environment.variables.get(name), api.variables.get(name)];
      if (ours?.value === undefined || theirs?.value === undefined) continue;
      const verdict = compareTexts(ours.value, theirs.value);
      if (verdict === 'same') continue;
      const at = placeOf(ours);
      const names = `${name} of ${nameIn(environment)} and of ${nameIn(api)}`;
      if (verdict === 'unknown') {
        yield { kind: 'not-evaluated', message: `${names}: one of them is filled in at deploy time`, at };
        continue;
      }
      yield findingAt(at, {
        message: `${names} differ`,
        cause: `${nameIn(environment)} sets its own value`,
        remedy: 'take it from the same ConfigMap or Secret in both',
        related: [{ at: placeOf(theirs), message: `${name} of ${nameIn(api)}` }],
      });
    }
  }
}
