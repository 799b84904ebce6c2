import { HarnessError } from '../../core/errors.ts';
import { command } from '../../provision/exec/command.ts';
import { isReady, type Kube, podsOf } from '../probes/kube.ts';

/** A replica whose processes stand still: it keeps its connections and answers nothing. Disposing of it lets it go on. */
export interface FrozenReplica extends AsyncDisposable {
  readonly pod: string;
}

/**
 * Freezes the first container of one ready replica on its kind node: what a dead lock or a starved machine looks like from
 * outside.
 * @throws HarnessError `NO_READY_POD`, and that of the command when the node does not have the container.
 */
export async function freezeReplica(kube: Kube, deployment: string, docker: string): Promise<FrozenReplica> {
  const pod = (await podsOf(kube, deployment)).find(isReady);
  const [name, id] = [pod?.metadata?.name, pod?.status?.containerStatuses?.[0]?.containerID?.replace(/^\w+:\/\//, '')];
  if (!pod || !name || !id)
    throw new HarnessError({ code: 'NO_READY_POD', message: `Deployment ${deployment} has no ready pod to freeze` });
  const task = (verb: 'pause' | 'resume') =>
    command(docker, ['exec', pod.spec?.nodeName ?? '', 'ctr', '--namespace', 'k8s.io', 'task', verb, id], {
      timeoutMs: 10_000,
    });
  await task('pause');
  return {
    pod: name,
    [Symbol.asyncDispose]: async () => {
      await task('resume');
    },
  };
}
