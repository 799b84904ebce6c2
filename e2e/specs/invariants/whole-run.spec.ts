import type { Severity } from '../../../harness/index.ts';
import { changedImages, oomKills, unplannedRestarts } from '../../clients/timeline/containers.ts';
import { openTimeline } from '../../clients/timeline/open-timeline.ts';
import type { RunTimeline } from '../../clients/timeline/run-timeline.ts';
import { failuresOutsideFaults, lostEndpoints } from '../../clients/timeline/service.ts';
import { errorLines, failedProbes, repeatedWarnings } from '../../clients/timeline/warnings.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

interface Invariant {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly remediation: string;
  /** @returns each violation with its time, in UTC. */
  judge(timeline: RunTimeline): string[];
}

/** All of them are about the time from the first live check to the end of the load, outside of what was broken on purpose. */
const INVARIANTS: readonly Invariant[] = [
  {
    id: 'no-unplanned-restart',
    title: 'No container restarts during the run, except those that are killed on purpose',
    severity: 'mandatory',
    remediation:
      'Read what the container logged before: `kubectl logs POD --previous`, or `diagnostics/` in the report.',
    judge: unplannedRestarts,
  },
  {
    id: 'no-oom-kill',
    title: 'The kernel kills no container at its memory limit during the run',
    severity: 'mandatory',
    remediation:
      "Raise limits.memory of the container, or find out what fills it; the report's table of resources has its peak.",
    judge: oomKills,
  },
  {
    id: 'images-stay-the-same',
    title: 'Every workload runs the same images from the beginning to the end of the run',
    severity: 'mandatory',
    remediation:
      'Find out who changed the workload during the run: `kubectl get deployment NAME -o yaml --show-managed-fields`.',
    judge: changedImages,
  },
  {
    id: 'no-failed-probe',
    title: 'No probe of a ready pod fails during the run, except where something is broken on purpose',
    severity: 'recommended',
    remediation:
      "Compare the probe's timeoutSeconds with the times in the report's table of resources, and raise it or the CPU limit.",
    judge: failedProbes,
  },
  {
    id: 'no-repeated-warning',
    title: 'Kubernetes repeats no warning about the deployment during the run',
    severity: 'recommended',
    remediation: 'Read the events of the object: `kubectl describe OBJECT`.',
    judge: repeatedWarnings,
  },
  {
    id: 'endpoints-stay-ready',
    title: 'No Service loses a ready endpoint during the run, except where something is broken on purpose',
    severity: 'recommended',
    remediation: 'Look for a failed probe or a restart at that time: `kubectl get events --sort-by=.lastTimestamp`.',
    judge: lostEndpoints,
  },
  {
    id: 'no-failure-outside-faults',
    title: 'No request of the steady traffic fails while nothing is broken on purpose',
    severity: 'recommended',
    remediation:
      'Look in the timeline for what happened in that second; the recovery from a fault may take longer than its pods need.',
    judge: failuresOutsideFaults,
  },
  {
    id: 'no-error-line',
    title: 'The containers log no error while nothing is broken on purpose and no bad request is sent',
    severity: 'informational',
    remediation: 'Read the lines; what is harmless there should not be logged as an error.',
    judge: errorLines,
  },
];

for (const { id, title, severity, remediation, judge } of INVARIANTS) {
  test(
    title,
    check({
      ...{ id, severity, remediation },
      claims: ['STB-1'],
      effect: 'observe',
      needs: ALL_IMAGES,
      faults: {
        none: 'the self-test records no timeline around a fault; unit tests violate it with made-up timelines',
      },
    }),
    ({ env, note }) => expectNone(judge(openTimeline(env.reportDir, note))),
  );
}
