import type { ExternalServerName } from '../../core/config/index.ts';
import { HarnessError } from '../../core/errors.ts';
import { stopContainer } from '../../environment/engine/index.ts';
import { standInContainer } from '../../environment/stand-ins/index.ts';
import { defineStep } from '../../run/step.ts';
import { environment, health, readyDeployment, standIns } from '../../run/tokens.ts';

/** Stops a stand-in permanently, for a breakage. */
export const stopStandIn = (name: ExternalServerName) =>
  defineStep({
    id: 'fault',
    title: `Fault: ${name} stops`,
    takes: [environment, health, standIns, readyDeployment],
    timeoutMs: 30_000,
    async run(taken, step) {
      const standIn = taken.standIns.engines.find((candidate) => candidate.name === name);
      if (!standIn)
        throw new HarnessError({ code: 'STANDIN_NOT_FOUND', message: `this run has not started a stand-in ${name}` });
      taken.health.ignore(`container ${standInContainer(taken.environment.runId, name)}`);
      await stopContainer(standIn.containerId, step.signal);
    },
  });
