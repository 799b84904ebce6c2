import { z } from 'zod';
import { EXTERNAL_SERVERS } from '../../../core/config/index.ts';
import { faultKind } from '../kind.ts';
import { pauseStandIn } from '../pause-stand-in.ts';

export const standInPaused = faultKind({
  kind: 'stand-in-paused',
  fields: { standIn: z.enum(EXTERNAL_SERVERS).describe('The stand-in') },
  does: 'Freezes a stand-in: its port still accepts connections, but nothing responds.',
  undone: 'The stand-in is resumed.',
  takes: 'at once',
  example: { kind: 'stand-in-paused', standIn: 'redis' },
  changesTheSet: false,
  describe: ({ standIn }) => `${standIn} paused`,
  apply: ({ environment }, { standIn }) => pauseStandIn(environment.runId, standIn),
});
