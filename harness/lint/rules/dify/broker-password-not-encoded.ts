import { findingAt, isSeen, placeOf, rolesOf } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

export const brokerPasswordNotEncoded: Rule = {
  id: 'broker-password-not-encoded',
  claims: ['EXT-2'],
  severity: 'mandatory',
  title: 'Special characters in the password of CELERY_BROKER_URL are URL-encoded',
  rationale:
    'A `/`, `?` or `#` ends the authority part of the URL: Celery connects to a host that does not exist, although the password is right.',
  remediation:
    'Write them as %2F, %3F, %23 in the URL (REDIS_PASSWORD keeps them as they are), or choose a password with only letters and digits.',
  source: 'RFC 3986, section 3.2; Dify docker/.env.example: CELERY_BROKER_URL',
  needs: 'api',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment } of rolesOf(input).backends) {
      const variable = environment.variables.get('CELERY_BROKER_URL');
      const login = /^[a-z+]+:\/\/(.*)@/.exec(variable?.value ?? '')?.[1];
      if (!variable || login === undefined || isSeen(seen, variable.definedAt)) continue;
      const at = placeOf(variable);
      if (/[/?#]|%(?![0-9a-fA-F]{2})/.test(login)) {
        yield findingAt(at, {
          message: 'the password in CELERY_BROKER_URL contains a character that is not URL-encoded',
          cause: 'it was copied from REDIS_PASSWORD, where no encoding is needed',
          remedy: 'use %2F for "/", %3F for "?", %23 for "#", %25 for "%" in the URL',
        });
      } else if (isSymbolic(login)) {
        yield { kind: 'not-evaluated', message: 'the password of CELERY_BROKER_URL is filled in at deploy time', at };
      }
    }
  },
};
