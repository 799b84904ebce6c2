import { z } from 'zod';
import { EXTERNAL_SERVERS } from '../../../core/config/index.ts';
import { faultKind } from '../kind.ts';
import { pauseStandIn } from '../pause-stand-in.ts';

export const standInPaused = faultKind({
  kind: 'stand-in-paused',
  fields: { standIn: z.enum(EXTERNAL_SERVERS).describe('The engine outside the cluster') },
  does: 'Freezes a stand-in: its port still accepts connections, and nothing answers.',
  undone: 'The stand-in goes on.',
  takes: 'at once',
  example: { kind: 'stand-in-paused', standIn: 'redis' },
  changesTheSet: false,
  describe: ({ standIn }) => `${standIn} paused`,
  apply: ({ environment }, { standIn }) => pauseStandIn(environment.runId, standIn),
});
