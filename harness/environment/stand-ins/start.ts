import { messageOf } from '../../core/errors.ts';
import { hopeless, pending, ready, waitFor } from '../../core/wait.ts';
import { containerState, lastLines } from '../engine/index.ts';
import type { StandInHost } from './host.ts';
import type { StandIn, StartedStandIn } from './types.ts';

const READY_MS = 60_000;

/**
 * Starts the stand-ins in parallel and verifies each by writing and reading back.
 * @throws HarnessError of the wait, with the last log lines of the engine that did not start.
 */
export async function startStandIns(
  host: StandInHost,
  standIns: readonly StandIn[],
  signal?: AbortSignal,
): Promise<StartedStandIn[]> {
  // Wait for all before throwing: a container that starts after the clean-up would be left behind.
  const outcomes = await Promise.allSettled(standIns.map((standIn) => startOne(host, standIn, signal)));
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

async function startOne(host: StandInHost, standIn: StandIn, signal?: AbortSignal): Promise<StartedStandIn> {
  const started = await standIn.start(host);
  const version = await waitFor<string>(
    { subject: `stand-in ${standIn.name}`, timeoutMs: READY_MS, poll: () => look(started) },
    signal,
  );
  return { ...started, ledger: { ...started.ledger, used: `${version}, ${started.ledger.used}` } };
}

/** An engine whose container has exited won't respond any more. */
async function look(standIn: StartedStandIn) {
  try {
    return ready(await standIn.verify());
  } catch (error) {
    const state = await containerState(standIn.containerId);
    if (state === 'running') return pending(messageOf(error));
    return hopeless(`its container has exited (${state ?? 'gone'})`, await lastLines(standIn.containerId, 15));
  }
}
