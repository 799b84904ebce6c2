import { HarnessError } from '../../core/errors.ts';
import { stopContainer } from '../../environment/engine/index.ts';
import { defineStep } from '../../run/step.ts';
import { readyDeployment, standIns } from '../../run/tokens.ts';
import type { Breakage } from '../set-changes/breakages/catalogue.ts';

/** Stops a stand-in for good, as a breakage asks. */
export const stopStandIn = (name: NonNullable<Breakage['stop']>) =>
  defineStep({
    id: 'fault',
    title: `Fault: ${name} stops`,
    takes: [standIns, readyDeployment],
    timeoutMs: 30_000,
    async run(taken, step) {
      const standIn = taken.standIns.engines.find((candidate) => candidate.name === name);
      if (!standIn) throw new HarnessError({ code: 'STANDIN_UNKNOWN', message: `there is no stand-in ${name}` });
      await stopContainer(standIn.containerId, step.signal);
    },
  });
