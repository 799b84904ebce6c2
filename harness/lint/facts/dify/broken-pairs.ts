import type { PartName } from '../../../core/config/index.ts';
import type { Outcome } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import { brokerPasswords } from './broker-passwords.ts';
import { KEY_PAIRS, keysThatDiffer } from './key-pairs.ts';
import { settingsThatDiffer } from './shared-settings.ts';

const KNOWN = new WeakMap<LintInput, ReadonlySet<string>>();
const BACKENDS: readonly PartName[] = ['api', 'worker'];

/**
 * @returns whether a rule about secrets that must match already reports this variable. That finding says what breaks
 *   and is more useful than "differs from Compose".
 */
export function isOfBrokenPair(input: LintInput, part: PartName, variable: string): boolean {
  const known = KNOWN.get(input) ?? new Set(brokenIn(input));
  KNOWN.set(input, known);
  return known.has(`${part}/${variable}`);
}

function brokenIn(input: LintInput): string[] {
  const of = (name: string, parts = BACKENDS): string[] => parts.map((part) => `${part}/${name}`);
  const pairs = Object.values(KEY_PAIRS).flatMap((pair) =>
    hasFinding(keysThatDiffer(input, pair)) ? [...of(pair.sent), `${pair.part}/${pair.compared}`] : [],
  );
  const secretKey = hasFinding(settingsThatDiffer(input, ['SECRET_KEY'])) ? of('SECRET_KEY') : [];
  const broker = hasFinding(brokerPasswords(input))
    ? [...of('CELERY_BROKER_URL'), ...of('REDIS_PASSWORD', [...BACKENDS, 'plugin-daemon'])]
    : [];
  return [...pairs, ...secretKey, ...broker];
}

const hasFinding = (outcomes: Iterable<Outcome>): boolean => [...outcomes].some(({ kind }) => kind === 'finding');
