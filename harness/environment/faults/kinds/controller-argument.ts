import { z } from 'zod';
import { argument, changeController } from '../changes/controller.ts';
import { faultKind } from '../kind.ts';

export const controllerArgument = faultKind({
  kind: 'controller-argument',
  fields: { argument: z.string().describe('A command-line argument of Traefik') },
  does: "Restarts the run's ingress controller with an additional argument.",
  undone: 'The controller is restarted without it and has loaded all routes again.',
  takes: 'after a rollout',
  example: { kind: 'controller-argument', argument: '--entrypoints.web.forwardedheaders.insecure=true' },
  changesTheSet: false,
  describe: (fault) => `controller ${JSON.stringify({ argument: fault.argument })}`,
  apply: (target, fault) => changeController(target, [argument(fault.argument)]),
});
