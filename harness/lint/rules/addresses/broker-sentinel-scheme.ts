import { type BrokerClient, brokerClients } from '../../facts/dify/redis-forms.ts';
import { findingAt, isAbsent, isSeen, nameIn } from '../../facts/dify/settings.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const brokerSentinelScheme: Rule = {
  id: 'broker-sentinel-scheme',
  claims: ['EXT-2', 'SVC-2'],
  severity: 'mandatory',
  title: 'CELERY_USE_SENTINEL and the scheme of CELERY_BROKER_URL belong together',
  rationale:
    'The scheme decides what Celery connects to: redis:// is one Redis server, sentinel:// asks the Sentinels for the master. With redis:// to a Sentinel every command is unknown ("unknown command BRPOP"); with sentinel:// and no master name Celery exits.',
  remediation:
    'With Sentinel, set CELERY_USE_SENTINEL to "true", CELERY_SENTINEL_MASTER_NAME, and sentinel://:PASSWORD@HOST:26379/1, several separated by ";".',
  source:
    'Dify api/extensions/ext_celery.py, api/configs/middleware; kombu transport/sentinel.py: master_name is required',
  *find(input) {
    const seen = new Set<string>();
    for (const broker of brokerClients(input)) {
      const outcome = faultOf(input, broker);
      if (outcome && !isSeen(seen, broker.url.definedAt)) yield outcome;
    }
  },
};

function faultOf(input: LintInput, { environment, url, scheme, useSentinel }: BrokerClient): Outcome | undefined {
  const name = nameIn(environment);
  if (useSentinel && /^rediss?$/.test(scheme)) {
    return findingAt(url.definedAt, {
      message: `${name} sets CELERY_USE_SENTINEL, but CELERY_BROKER_URL starts with ${scheme}://`,
      cause: 'Celery then connects to that address as to a Redis server and never asks a Sentinel',
      remedy: 'use sentinel://, with the port of the Sentinels, or remove CELERY_USE_SENTINEL',
    });
  }
  if (scheme !== 'sentinel') return undefined;
  const lacks = !useSentinel && isKnownOff(environment) ? 'CELERY_USE_SENTINEL' : undefined;
  const missing =
    lacks ?? (isAbsent(input, environment, 'CELERY_SENTINEL_MASTER_NAME') ? 'CELERY_SENTINEL_MASTER_NAME' : undefined);
  if (!missing) return undefined;
  return findingAt(url.definedAt, {
    message: `${name} uses a sentinel:// broker, but ${missing} is not set`,
    cause: 'Celery gets no name of the master to ask for, and exits: "master_name transport option must be specified"',
    remedy:
      missing === 'CELERY_USE_SENTINEL' ? 'set CELERY_USE_SENTINEL to "true"' : `set ${missing}, such as mymaster`,
  });
}

/** Not a value that is filled in later. */
const isKnownOff = ({ variables }: BrokerClient['environment']): boolean => {
  const variable = variables.get('CELERY_USE_SENTINEL');
  return !variable || (variable.value !== undefined && !variable.value.includes('${'));
};
