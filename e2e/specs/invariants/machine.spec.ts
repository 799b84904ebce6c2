import { openTimeline } from '../../clients/timeline/open-timeline.ts';
import { clockJumps, lostNodes } from '../../clients/timeline/service.ts';
import { check, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'The nodes stay ready and the clock does not jump, so that what was measured holds',
  check({
    id: 'machine-stays-sound',
    claims: ['STB-1'],
    severity: 'informational',
    effect: 'observe',
    needs: [],
    faults: { none: 'only the machine can fail it, and then it is inconclusive: never the fault of the deployment' },
    remediation: 'Keep the machine awake and its clock steady during a run; then run again.',
  }),
  ({ env, note }) => {
    const timeline = openTimeline(env.reportDir, note);
    const problems = [...lostNodes(timeline), ...clockJumps(timeline)];
    if (problems.length > 0) inconclusive(problems.join('; '));
  },
);
