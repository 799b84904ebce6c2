import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, nameIn, placeOf, plainText } from '../../facts/dify/settings.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

export const daemonRedisTlsDiffers: Rule = {
  id: 'daemon-redis-tls-differs',
  claims: ['EXT-2'],
  severity: 'mandatory',
  title: 'API and plugin daemon agree on whether Redis uses TLS',
  rationale:
    'A Redis port either speaks TLS or does not, so one of the two cannot connect. The plugin daemon exits on startup ("init redis client failed"), or the API answers every login with 500.',
  remediation: 'Set REDIS_USE_SSL to the same value in both.',
  source:
    'Dify api/configs/middleware/cache/redis_config.py; dify-plugin-daemon internal/types/app/config.go: REDIS_USE_SSL',
  *find(input) {
    const running = programsOf(input);
    const daemon = running.find(({ program }) => program === 'plugin-daemon')?.environment;
    const api = running.find(({ program }) => program === 'api')?.environment;
    if (!daemon || !api || serverOf(daemon) === undefined || serverOf(daemon) !== serverOf(api)) return;
    if (usesTls(daemon) === usesTls(api)) return;
    const variable = daemon.variables.get('REDIS_USE_SSL');
    yield findingAt(variable ? placeOf(variable) : absentPlace(daemon, 'REDIS_USE_SSL'), {
      message: `REDIS_USE_SSL is ${usesTls(daemon)} in ${nameIn(daemon)}, but ${usesTls(api)} in ${nameIn(api)}`,
      cause: 'both connect to the same Redis, and only one of them was changed',
      remedy: `set REDIS_USE_SSL to "${usesTls(api)}" in both if that Redis ${usesTls(api) ? 'uses' : 'does not use'} TLS`,
    });
  },
};

/** Undefined if it is filled in at deploy time. */
function serverOf(environment: ContainerEnvironment): string | undefined {
  const host = plainText(environment, 'REDIS_HOST');
  return host && `${host}:${plainText(environment, 'REDIS_PORT') ?? '6379'}`;
}

const usesTls = (environment: ContainerEnvironment): boolean =>
  /^(true|1|t|yes|y|on)$/i.test(plainText(environment, 'REDIS_USE_SSL') ?? 'false');
