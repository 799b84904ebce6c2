import type { V1Pod } from '@kubernetes/client-node';
import { z } from 'zod';
import { HarnessError } from '../../../core/errors.ts';
import { ownCommand } from '../../../core/own-command.ts';
import { isReady, podsOf } from '../../probes/kube.ts';
import { execInContainer } from '../../probes/pod-exec.ts';
import { type FaultyPart, part } from '../fields.ts';
import { faultKind } from '../kind.ts';
import { type FaultTarget, workloadFor } from '../target.ts';

/** Directory in which a double looks for a file with the switch's name. Only who can run programs in the pod can turn it on. */
const SWITCH_FOLDER = '/tmp/dify-e2e-faults';

/** Parts as the ledger names them. */
const LEDGER_NAMES: Readonly<Record<FaultyPart, string>> = {
  api: 'dify-api',
  worker: 'dify-api',
  web: 'dify-web',
  sandbox: 'dify-sandbox',
  'plugin-daemon': 'dify-plugin-daemon',
  'ssrf-proxy': 'ssrf-proxy',
};

export const switchKind = faultKind({
  kind: 'switch',
  fields: {
    name: z.string().describe("Name of the switch in the double's `faults.yaml`"),
    part,
    replicas: z.literal('one').exactOptional().describe('In one replica only; default: in all'),
  },
  does: "Turns on a fault built into the part's contract double.",
  undone: 'The switch is turned off in every pod that still exists.',
  takes: 'at once',
  example: { kind: 'switch', name: 'any-key', part: 'sandbox' },
  changesTheSet: false,
  describe: ({ name, part: of, replicas }) => `switch ${name} of ${of}${replicas ? ', one replica' : ''}`,
  apply: async (target, fault) => {
    const chosen = await podsWithSwitches(target, fault.part, fault.replicas === 'one');
    await using undo = new AsyncDisposableStack();
    for (const pod of chosen) {
      // If the pod is gone, so is its switch.
      undo.defer(() => inShell(target, pod, 'rm -f "$1/$2"', fault.name).then(ignore, ignore));
      const made = await inShell(target, pod, 'mkdir -p "$1" && touch "$1/$2"', fault.name);
      if (made.exitCode !== 0) throw new HarnessError({ code: 'FAULT_NOT_APPLIED', message: made.stderr.trim() });
    }
    return undo.move();
  },
});

/** @throws HarnessError `FAULT_NEEDS_DOUBLE`: the real part has no such switch; `FAULT_NOT_APPLIED`. */
async function podsWithSwitches(target: FaultTarget, of: FaultyPart, onlyOne: boolean): Promise<V1Pod[]> {
  const entry = target.environment.ledger.find((one) => one.part === LEDGER_NAMES[of]);
  if (entry?.kind !== 'double')
    throw new HarnessError({
      code: 'FAULT_NEEDS_DOUBLE',
      message: `${of} is not a contract double in this run, so it has no switches`,
      hint: ownCommand('up'),
    });
  const pods = (await podsOf(target.kube, workloadFor(target, of))).filter(isReady);
  if (pods.length > 0) return onlyOne ? pods.slice(0, 1) : pods;
  throw new HarnessError({
    code: 'FAULT_NOT_APPLIED',
    message: `no pod of ${of} is ready, so the fault cannot be injected`,
    hint: `kubectl get pods --namespace ${target.kube.namespace}`,
  });
}

const ignore = (): void => undefined;

function inShell({ kube }: FaultTarget, pod: V1Pod, script: string, name: string) {
  const place = { pod: pod.metadata?.name ?? '', container: pod.spec?.containers[0]?.name ?? '' };
  return execInContainer(kube, place, ['sh', '-c', script, 'sh', SWITCH_FOLDER, name], 10_000);
}
