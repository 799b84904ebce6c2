import { hopeless, pending, ready, unobservable, type WaitStatus, waitFor } from '../../../core/wait.ts';
import type { ManifestSet } from '../../../lib/kube-objects/index.ts';
import type { ClusterAccess } from '../access.ts';
import { lastLines } from './logs.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import type { SubjectStatus, Trouble } from './view.ts';
import { type NamespaceWatch, watchNamespace } from './watch.ts';

/** Number of subjects that a message lists. */
const MOST_NAMED = 3;

export interface ReadyOptions {
  readonly access: ClusterAccess;
  readonly set: ManifestSet;
  readonly namespace: string;
  readonly timeoutMs: number;
  /** Whether Ingresses must have an address; not every controller publishes one. Default: yes. */
  readonly ingressAddress?: boolean;
  readonly signal?: AbortSignal;
  /** Called when a subject's state or reason changes. */
  readonly onChange?: (change: ReadyChange) => void;
}

export interface ReadyChange {
  readonly subject: string;
  readonly state: SubjectStatus['state'];
  /** Empty when ready. */
  readonly reason: string;
}

/** Subject → milliseconds from the start of the wait until it was first ready. */
export type ReadyTimes = ReadonlyMap<string, number>;

/**
 * Waits until the whole set is ready: claims bound, Deployments complete, Services with endpoints, Ingresses with an address.
 * Ends early if subjects can't recover, with their causes and the last log lines of crashed containers.
 * @throws HarnessError `WAIT_HOPELESS` or `WAIT_TIMEOUT`.
 */
export async function waitUntilReady(options: ReadyOptions): Promise<ReadyTimes> {
  const subjects = subjectsOf(options.set, options.ingressAddress ?? true);
  await using watch = await watchNamespace(options.access, options.namespace);
  const observer = observe(subjects, options.onChange);
  return waitFor(
    {
      subject: `the deployment in namespace ${options.namespace}`,
      timeoutMs: options.timeoutMs,
      whose: 'deployment',
      poll: () => look(options, watch, observer),
    },
    options.signal,
  );
}

async function look(
  { access, namespace }: ReadyOptions,
  watch: NamespaceWatch,
  observer: Observer,
): Promise<WaitStatus<ReadyTimes>> {
  const broken = await watch.revive();
  if (broken) return unobservable(`the cluster does not respond: ${broken}`);
  const troubles = observer.look(watch);
  const dead = troubles.filter(({ trouble }) => trouble.state === 'hopeless');
  if (dead.length > 0) {
    const logs = await Promise.all(
      dead.map(({ trouble }) => (trouble.logs ? lastLines(access, namespace, trouble.logs) : [])),
    );
    return hopeless(inWords(dead), logs.flat());
  }
  return troubles.length > 0 ? pending(inWords(troubles)) : ready(observer.times);
}

interface Troubled {
  readonly subject: Subject;
  readonly trouble: Trouble;
}

interface Observer {
  readonly times: ReadyTimes;
  /** @returns what is not ready yet. */
  look(watch: NamespaceWatch): Troubled[];
}

function observe(subjects: readonly Subject[], onChange: ReadyOptions['onChange']): Observer {
  const begun = Date.now();
  const times = new Map<string, number>();
  const last = new Map<string, string>();
  const tell = (subject: string, status: SubjectStatus): void => {
    const reason = status.state === 'ready' ? '' : status.reason;
    if (last.get(subject) === `${status.state} ${reason}`) return;
    last.set(subject, `${status.state} ${reason}`);
    onChange?.({ subject, state: status.state, reason });
  };
  const look = (watch: NamespaceWatch): Troubled[] => {
    const now = Date.now();
    const view = watch.view;
    return subjects.flatMap((subject) => {
      const status = subject.look(view, now);
      tell(subject.name, status);
      if (status.state !== 'ready') return [{ subject, trouble: status }];
      if (!times.has(subject.name)) times.set(subject.name, now - begun);
      return [];
    });
  };
  return { times, look };
}

/** Claims and Deployments come first: without their pods the Services have no endpoints either. */
function inWords(troubled: readonly Troubled[]): string {
  const words = troubled.slice(0, MOST_NAMED).map(({ subject, trouble }) => `${subject.name}: ${trouble.reason}`);
  const more = troubled.length - words.length;
  return `${words.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
