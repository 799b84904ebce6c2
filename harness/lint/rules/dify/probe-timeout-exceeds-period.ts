import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const probeTimeoutExceedsPeriod: Rule = {
  id: 'probe-timeout-exceeds-period',
  claims: ['PRB-2'],
  severity: 'informational',
  title: 'A probe that waits has given up before the next one is due',
  rationale:
    'kubelet asks one after the other: where a pod hangs, the period is the time-out then, and it takes longer than periodSeconds × failureThreshold until anything is done.',
  remediation: 'Make timeoutSeconds of readiness and liveness at most periodSeconds.',
  source: 'Kubernetes, "Configure Probes"; kubelet, prober/worker.go: one probe at a time',
  *find(input) {
    for (const { part, environment, kind, probe, path } of probesOf(input, PARTS)) {
      const { periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe;
      // At the start nothing waits for the verdict but the end of the budget.
      if (kind === 'startupProbe' || timeoutSeconds <= periodSeconds) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'timeoutSeconds']), {
        message: `${kind} of ${part} may wait ${timeoutSeconds} s, and is due every ${periodSeconds} s`,
        cause: `a pod that hangs is found after ${timeoutSeconds * failureThreshold} s, not after ${periodSeconds * failureThreshold} s`,
        remedy: `write timeoutSeconds: ${periodSeconds} or less, or a longer period`,
      });
    }
  },
};
