import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const probeTimeoutExceedsPeriod: Rule = {
  id: 'probe-timeout-exceeds-period',
  claims: ['PRB-2'],
  severity: 'informational',
  title: 'A probe times out before the next one is due',
  rationale:
    'kubelet runs one probe at a time: if the pod hangs, probes run only once per timeout, and it takes longer than periodSeconds × failureThreshold until kubelet acts.',
  remediation: 'Set timeoutSeconds of readiness and liveness probes to at most periodSeconds.',
  source: 'Kubernetes, "Configure Probes"; kubelet, prober/worker.go: one probe at a time',
  *find(input) {
    for (const { part, environment, kind, probe, path } of probesOf(input, PARTS)) {
      const { periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe;
      // A startup probe only matters once its whole budget is used up.
      if (kind === 'startupProbe' || timeoutSeconds <= periodSeconds) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'timeoutSeconds']), {
        message: `${kind} of ${part} has a timeout of ${timeoutSeconds} s, but runs every ${periodSeconds} s`,
        cause: `a hung pod is detected after ${timeoutSeconds * failureThreshold} s, not after ${periodSeconds * failureThreshold} s`,
        remedy: `set timeoutSeconds to ${periodSeconds} or less, or use a longer period`,
      });
    }
  },
};
