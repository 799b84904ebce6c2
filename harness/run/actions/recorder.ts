import { messageOf } from '../../core/errors.ts';
import { startRecorder } from '../../environment/recorder/index.ts';
import type { RunState } from '../session.ts';
import { defineStep } from '../step.ts';
import { environment, recorder } from '../tokens.ts';

const NOTHING: AsyncDisposable = { [Symbol.asyncDispose]: async () => undefined };

/** Records what happens to the deployment, from before its first object until everything is undone. */
export const recordTimeline = ({ undo }: Pick<RunState, 'undo'>) =>
  defineStep({
    id: 'timeline',
    title: 'Record the timeline',
    takes: [environment],
    gives: recorder,
    timeoutMs: 30_000,
    async run({ environment: up }, step) {
      // Without a timeline the invariants are inconclusive; everything else can be judged.
      const started = await startRecorder(up).catch((error: unknown) => {
        step.note(`not recorded: ${messageOf(error)}`);
        return NOTHING;
      });
      undo.add('recording of the timeline', async () => started[Symbol.asyncDispose]());
      return started;
    },
  });
