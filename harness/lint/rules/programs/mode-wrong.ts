import { type ApiContainer, apiContainers } from '../../facts/dify/programs.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { servicePods } from '../../facts/network/service-pods.ts';
import type { Outcome, Rule } from '../../rule.ts';

type Meant = 'worker' | 'beat';

const EFFECTS: Readonly<Record<Meant, string>> = {
  worker: 'nobody takes tasks from the queue: documents stay "queuing", mails and scheduled workflows never start',
  beat: 'nobody sends scheduled tasks: cleanups and scheduled workflows never run',
};

export const modeWrong: Rule = {
  id: 'mode-wrong',
  claims: ['SVC-1', 'DEP-2'],
  severity: 'mandatory',
  title: 'Every container of the API image is started in the MODE that its workload is for',
  rationale:
    "API, worker and beat are one image. Its entrypoint starts the API for every MODE except worker and beat, also if there is none. The pod is running and ready, but nobody does the workload's job.",
  remediation: 'Set MODE to api, worker or beat in the env of each container.',
  source: 'Dify api/docker/entrypoint.sh (0.15.3 to 1.16.0)',
  *find(input) {
    const containers = apiContainers(input);
    for (const one of containers) {
      const meant = meantBy(input, one, containers);
      if (meant && one.mode !== undefined && one.mode !== meant) yield wrong(one, meant);
    }
    yield* secondBeats(containers);
  },
};

/** What the workload is for: by its name, or because nothing else can be the worker. */
function meantBy(input: LintInput, one: ApiContainer, all: readonly ApiContainer[]): Meant | undefined {
  if (one.mode === 'migration' || one.mode === 'job') return undefined;
  return namedFor(one) ?? (isOnlyCandidate(input, one, all) ? 'worker' : undefined);
}

function namedFor({ environment, mode = '' }: ApiContainer): Meant | undefined {
  if (/^(worker|beat)$/i.test(mode)) return mode === 'worker' && hasName(environment, BEAT) ? 'beat' : meantMode(mode);
  if (hasName(environment, BEAT)) return 'beat';
  return hasName(environment, WORKER) ? 'worker' : undefined;
}

const BEAT = /(^|[-_.])beat([-_.]|$)/;
const WORKER = /(^|[-_.])(worker|celery)([-_.]|$)/;

const meantMode = (mode: string): Meant => (mode.toLowerCase() === 'beat' ? 'beat' : 'worker');

const hasName = ({ placed, workload }: ApiContainer['environment'], pattern: RegExp): boolean =>
  pattern.test(placed.container.name) || pattern.test(workload.entry.object.metadata.name);

/** Nothing is or is named a worker, another container serves the API, and no Service selects this one. */
function isOnlyCandidate(input: LintInput, { environment }: ApiContainer, all: readonly ApiContainer[]): boolean {
  if (hasName(environment, /api|web/)) return false;
  if (all.some((other) => other.mode === undefined || namedFor(other) === 'worker')) return false;
  const served = new Set(servicePods(input).flatMap(({ selected }) => selected));
  return !served.has(environment.workload) && all.some((other) => served.has(other.environment.workload));
}

function wrong({ environment, mode }: ApiContainer, meant: Meant): Outcome {
  const variable = environment.variables.get('MODE');
  const started = mode === 'worker' || mode === 'beat' ? mode : 'the API';
  return findingAt(variable?.definedAt ?? absentPlace(environment, 'MODE'), {
    message: mode
      ? `${nameIn(environment)} has MODE=${mode}, so it runs ${started} instead of ${meant}`
      : `${nameIn(environment)} has no MODE, so it runs the API instead of ${meant}`,
    cause: `${EFFECTS[meant]}`,
    remedy: `set MODE: ${meant} in the env of container "${environment.placed.container.name}"`,
  });
}

/** Each scheduler sends every task; beat-replicas reports several replicas of one. */
function* secondBeats(containers: readonly ApiContainer[]): Iterable<Outcome> {
  const beats = containers.filter(({ mode, environment }) => mode === 'beat' && environment.workload.replicas !== 0);
  const [first, ...others] = beats;
  for (const { environment } of others) {
    if (!first) return;
    const at = environment.variables.get('MODE')?.definedAt ?? absentPlace(environment, 'MODE');
    if (isElsewhere(first, environment)) continue;
    yield findingAt(at, {
      message: `${nameIn(environment)} runs beat, and so does ${nameIn(first.environment)}`,
      cause: 'each scheduler sends every periodic task, so that all of them run twice',
      remedy: 'keep one of them, or set MODE: worker here',
    });
  }
}

const isElsewhere = ({ environment }: ApiContainer, other: ApiContainer['environment']): boolean =>
  environment.workload.entry.object.metadata.namespace !== other.workload.entry.object.metadata.namespace;
