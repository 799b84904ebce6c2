import type { V1Container } from '@kubernetes/client-node';
import type { PartName } from '../../../core/config/index.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import type { Workload } from '../../facts/input/workloads.ts';
import { findingIn, type Outcome, type Rule } from '../../rule.ts';

/** Parts that take requests from outside, through an edge that learns a moment late which pods are gone. */
const CALLED: readonly PartName[] = ['api', 'web'];
/** Kubernetes' default for `terminationGracePeriodSeconds`. */
const GRACE_SECONDS = 30;

export const stopsWithoutDraining: Rule = {
  id: 'stops-without-draining',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'Pods that take requests from outside keep serving until nobody sends them any',
  rationale:
    'A deleted pod gets SIGTERM at the same moment as it leaves the endpoints, and the edge learns that later: until then it sends requests to a server that no longer accepts them. Each rollout and each drained node then costs some requests and every open stream, however many replicas there are.',
  remediation:
    'Add lifecycle.preStop with a sleep of some seconds, and a terminationGracePeriodSeconds that leaves time for open streams after it.',
  source: 'Kubernetes, "Pod Lifecycle": Termination of Pods; "Container Lifecycle Hooks": Hook handler execution',
  *find(input) {
    for (const { part, workload } of partWorkloads(input)) {
      if (!CALLED.includes(part) || (workload.replicas ?? 1) < 2) continue;
      yield* judged(part, workload);
    }
  },
};

function* judged(part: PartName, { entry, spec, containers, path }: Workload): Iterable<Outcome> {
  const placed = containers.find(({ init }) => !init);
  if (!placed) return;
  const { container } = placed;
  const grace = spec.terminationGracePeriodSeconds ?? GRACE_SECONDS;
  const sleep = sleepOf(container);
  if (!container.lifecycle?.preStop) {
    yield findingIn(entry, [...placed.path, 'name'], {
      message: `${part} stops at once when its pod is deleted, while requests are still sent to it`,
      cause: `container "${container.name}" has no lifecycle.preStop`,
      remedy: 'add lifecycle: { preStop: { sleep: { seconds: 5 } } }, or exec: ["sleep", "5"] before Kubernetes 1.30',
    });
  } else if (sleep !== undefined && sleep >= grace) {
    yield findingIn(entry, [...path, 'terminationGracePeriodSeconds'], {
      message: `${part} is killed before it is told to stop: its preStop hook sleeps for ${sleep} s of a grace period of ${grace} s`,
      cause: 'the grace period includes the preStop hook, and what is left at its end is killed',
      remedy: `set terminationGracePeriodSeconds to ${sleep + GRACE_SECONDS} or more`,
    });
  }
}

/** @returns how long the hook sleeps, in seconds; undefined for a hook that does something else. */
function sleepOf({ lifecycle }: V1Container): number | undefined {
  const { sleep, exec } = lifecycle?.preStop ?? {};
  if (sleep) return Number(sleep.seconds);
  const found = /\bsleep +(\d+)/.exec(exec?.command?.join(' ') ?? '');
  return found ? Number(found[1]) : undefined;
}
