import { z } from 'zod';
import { changeController, middlewareOperations } from '../changes/controller.ts';
import { faultKind } from '../kind.ts';

export const controllerMiddleware = faultKind({
  kind: 'controller-middleware',
  fields: { middleware: z.record(z.string(), z.unknown()).describe('A middleware as Traefik defines it') },
  does: "Restarts the run's ingress controller with a middleware for all requests.",
  undone: 'The controller is restarted without it and has loaded all routes again.',
  takes: 'after a rollout',
  example: { kind: 'controller-middleware', middleware: { buffering: { maxResponseBodyBytes: 4_194_304 } } },
  changesTheSet: false,
  describe: ({ middleware }) => `controller ${JSON.stringify({ middleware })}`,
  apply: (target, { middleware }) => changeController(target, middlewareOperations(middleware)),
});
