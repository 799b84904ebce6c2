import { externalOf } from '../../core/config/index.ts';
import { postgres } from './postgres.ts';
import type { StandInModule } from './types.ts';

/** A PostgreSQL of its own for vectors, with the extension `vector`. */
export const standIn: StandInModule = {
  imageOf: ({ standIns }) => standIns.pgvector,
  create: ({ config, image, secret }) => {
    const { database, ...server } = externalOf(config.external, 'pgvector');
    return postgres({
      ...{ ...server, image, name: 'pgvector', databases: [database] },
      password: secret('PGVECTOR_PASSWORD'),
    });
  },
};
