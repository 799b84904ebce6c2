import { type PartProbe, probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** Startup time in seconds: less than `least` can't work, less than `fair` fails on a busy node. */
const START = {
  api: { least: 30, fair: 60, why: 'it loads all of Dify and migrates the database on first start' },
  worker: { least: 30, fair: 60, why: 'it loads all of Dify and migrates the database on first start' },
  web: { least: 10, fair: 20, why: 'Node.js loads the pages first' },
} as const;
export const livenessProbeTooEarly: Rule = {
  id: 'liveness-probe-too-early',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'No probe kills API, worker or web server before it has had time to start',
  rationale:
    'kubelet kills the container during startup, every time: CrashLoopBackOff without an error in the log, and interrupted migrations.',
  remediation:
    'Add a startupProbe that allows at least two minutes (periodSeconds × failureThreshold); the liveness probe runs only after it succeeds.',
  source:
    'Deployment description 8; Kubernetes, "Configure Probes": startup probes; Dify docker-compose.yaml: start_period',
  needs: 'api',
  *find(input) {
    for (const part of ['api', 'worker', 'web'] as const) {
      const probes = probesOf(input, [part]);
      const first =
        probes.find(({ kind }) => kind === 'startupProbe') ?? probes.find(({ kind }) => kind === 'livenessProbe');
      const { least, fair, why } = START[part];
      const seconds = first ? secondsGiven(first) : Number.POSITIVE_INFINITY;
      if (!first || seconds >= fair) continue;
      yield findingAt(placeIn(first.environment.workload.entry, first.path), {
        message: `${first.kind} of ${part} kills the container ${seconds} s after it starts`,
        cause: `startup can take longer: ${why}`,
        remedy: `add a startupProbe with periodSeconds: 3 and failureThreshold: ${part === 'web' ? 80 : 120}`,
        ...(seconds >= least ? { severity: 'recommended' as const } : {}),
      });
    }
  },
};

/** Defaults of Kubernetes: no delay, every 10 s, three failures. */
const secondsGiven = ({ probe }: PartProbe): number =>
  (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3);
