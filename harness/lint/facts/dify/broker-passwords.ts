import type { Outcome } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import { type Broker, brokersOf, isCacheRedis } from './broker-url.ts';
import { compareTexts, findingAt, placeOf } from './settings.ts';

/** @returns a finding for each broker URL whose password differs from REDIS_PASSWORD of the same Redis. */
export function* brokerPasswords(input: LintInput): Iterable<Outcome> {
  for (const broker of brokersOf(input)) {
    const password = broker.environment.variables.get('REDIS_PASSWORD');
    if (isCacheRedis(broker) !== true || password?.value === undefined) continue;
    const verdict = compareTexts(decoded(broker), password.value);
    const at = placeOf(broker.variable);
    if (verdict === 'unknown') {
      yield { kind: 'not-evaluated', message: 'the password of CELERY_BROKER_URL is filled in at deploy time', at };
    } else if (verdict === 'different') {
      yield findingAt(at, {
        message: 'the password in CELERY_BROKER_URL differs from REDIS_PASSWORD, although both are for the same Redis',
        cause: broker.password
          ? 'only one of the two was changed'
          : 'the URL has no password, or REDIS_PASSWORD is empty',
        remedy: `use redis://:PASSWORD@${broker.host}:${broker.port}/${broker.database} with the same password, URL-encoded`,
        related: [{ at: placeOf(password), message: 'REDIS_PASSWORD' }],
      });
    }
  }
}

/** Keeps malformed sequences as they are, like Python's `unquote`. */
function decoded({ password = '' }: Broker): string {
  return password.replaceAll(/(%[0-9a-f]{2})+/gi, (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  });
}
