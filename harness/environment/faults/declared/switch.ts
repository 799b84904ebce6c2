import type { V1Pod } from '@kubernetes/client-node';
import { HarnessError } from '../../../core/errors.ts';
import type { FaultyPart, SwitchFault } from '../../../core/model/fault.ts';
import { isReady, podsOf } from '../../probes/kube.ts';
import { execInContainer } from '../../probes/pod-exec.ts';
import { deploymentNameOf, type FaultTarget } from './target.ts';

/** Where a double looks for a switch: a file of its name. Who may run programs in the pods, and nobody else, can turn it on. */
export const SWITCH_FOLDER = '/tmp/dify-e2e-faults';

/** Parts as the ledger names them. */
const LEDGER_NAMES: Readonly<Record<FaultyPart, string>> = {
  api: 'dify-api',
  worker: 'dify-api',
  web: 'dify-web',
  sandbox: 'dify-sandbox',
  'plugin-daemon': 'dify-plugin-daemon',
  'ssrf-proxy': 'ssrf-proxy',
};

/** @throws HarnessError `FAULT_NEEDS_DOUBLE`: the real part has no such switch; `FAULT_NOT_MADE`. */
export async function turnOn(target: FaultTarget, fault: SwitchFault): Promise<AsyncDisposable> {
  const entry = target.environment.ledger.find(({ part }) => part === LEDGER_NAMES[fault.of]);
  if (entry?.kind !== 'double')
    throw new HarnessError({ code: 'FAULT_NEEDS_DOUBLE', message: `${fault.of} is no double, so it has no switches` });
  const pods = (await podsOf(target.kube, deploymentNameOf(target, fault.of))).filter(isReady);
  const chosen = fault.replicas === 'one' ? pods.slice(0, 1) : pods;
  if (chosen.length === 0)
    throw new HarnessError({ code: 'FAULT_NOT_MADE', message: `no pod of ${fault.of} is ready for a switch` });
  await using undo = new AsyncDisposableStack();
  for (const pod of chosen) {
    // A pod that is gone has taken its switch along.
    undo.defer(() => inShell(target, pod, 'rm -f "$1/$2"', fault.switch).then(ignore, ignore));
    const made = await inShell(target, pod, 'mkdir -p "$1" && touch "$1/$2"', fault.switch);
    if (made.exitCode !== 0) throw new HarnessError({ code: 'FAULT_NOT_MADE', message: made.stderr.trim() });
  }
  return undo.move();
}

const ignore = (): void => undefined;

function inShell({ kube }: FaultTarget, pod: V1Pod, script: string, name: string) {
  const place = { pod: pod.metadata?.name ?? '', container: pod.spec?.containers[0]?.name ?? '' };
  return execInContainer(kube, place, ['sh', '-c', script, 'sh', SWITCH_FOLDER, name], 10_000);
}
