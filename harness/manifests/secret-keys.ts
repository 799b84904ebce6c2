import { z } from 'zod';
import type { ManifestSet } from '../lib/kube-objects/index.ts';
import { podsOf } from './views.ts';

const container = z.looseObject({
  envFrom: z.array(z.looseObject({ secretRef: z.looseObject({ name: z.string().optional() }).optional() })).optional(),
  env: z
    .array(
      z.looseObject({
        valueFrom: z
          .looseObject({ secretKeyRef: z.looseObject({ name: z.string().optional(), key: z.string() }).optional() })
          .optional(),
      }),
    )
    .optional(),
});

/** What Dify's containers take from a Secret that they load as a whole (Dify, docker/.env.example). */
const WHOLE = [
  'SECRET_KEY',
  'DB_PASSWORD',
  'REDIS_PASSWORD',
  'CODE_EXECUTION_API_KEY',
  'PLUGIN_DAEMON_KEY',
  'INNER_API_KEY_FOR_PLUGIN',
  'CELERY_BROKER_URL',
];

/** @returns the keys of a Secret that containers of the set refer to; those that Dify knows where one loads it as a whole. */
export function referredKeys({ objects }: Pick<ManifestSet, 'objects'>, secret: string): string[] {
  const all = podsOf(objects).flatMap(({ containers = [], initContainers = [] }) => [...initContainers, ...containers]);
  return all.flatMap((raw) => {
    const { env = [], envFrom = [] } = container.safeParse(raw).data ?? {};
    const keys = env.flatMap(({ valueFrom }) => {
      const ref = valueFrom?.secretKeyRef;
      return ref?.name === secret ? [ref.key] : [];
    });
    return envFrom.some(({ secretRef }) => secretRef?.name === secret) ? [...WHOLE, ...keys] : keys;
  });
}
