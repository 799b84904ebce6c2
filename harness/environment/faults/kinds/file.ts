import { z } from 'zod';
import { HarnessError } from '../../../core/errors.ts';
import { ownCommand } from '../../../core/own-command.ts';
import { waitFor } from '../../../core/wait.ts';
import { deploymentOf } from '../../probes/kube.ts';
import { LiveObject } from '../changes/live-object.ts';
import { part } from '../fields.ts';
import { faultKind } from '../kind.ts';
import { restartWorkloads, rolledOut } from '../restart-workloads.ts';
import { deploymentNameOf, type FaultTarget, ROLLOUT_MS } from '../target.ts';

export const file = faultKind({
  kind: 'file',
  fields: {
    file: z.string().describe('Name of the file, a key of a ConfigMap that the part mounts'),
    part,
    replace: z.string().describe('Text in the file'),
    with: z.string().describe('Replacement'),
  },
  does: 'Replaces text in a file that the part mounts from a ConfigMap, and restarts the part.',
  undone: 'The ConfigMap gets its old data back, and the part is restarted.',
  takes: 'after a rollout',
  example: {
    kind: 'file',
    file: 'squid.conf',
    part: 'ssrf-proxy',
    replace: 'acl SSL_ports port 443',
    with: 'acl SSL_ports port 8443',
  },
  changesTheSet: true,
  describe: (fault) => `${fault.file} of ${fault.part}: "${fault.replace}" becomes "${fault.with}"`,
  apply: async (target, fault) => {
    const name = deploymentNameOf(target, fault.part);
    const holder = await holderOf(target, name, fault);
    const value = holder.text.replace(fault.replace, fault.with);
    return changeMountedFile(target, name, { map: holder.map, path: `/data/${fault.file}`, value });
  },
});

/** @throws HarnessError `FAULT_STALE` if the part mounts no such file, or the file does not contain the text. */
async function holderOf(
  { kube }: FaultTarget,
  name: string,
  fault: { readonly file: string; readonly replace: string },
): Promise<{ map: string; text: string }> {
  const deployment = await deploymentOf(kube, name);
  const maps = deployment.spec?.template.spec?.volumes?.flatMap(({ configMap }) => configMap?.name ?? []) ?? [];
  for (const map of maps) {
    const { data } = await kube.core.readNamespacedConfigMap({ name: map, namespace: kube.namespace });
    const text = data?.[fault.file];
    if (text?.includes(fault.replace)) return { map, text };
  }
  throw new HarnessError({
    code: 'FAULT_STALE',
    message: `no ${fault.file} that Deployment ${name} mounts contains "${fault.replace}"`,
    hint: `correct the fault declared with the check: ${ownCommand('plan --faults')}`,
  });
}

async function changeMountedFile(
  { kube }: FaultTarget,
  name: string,
  { map, path, value }: { map: string; path: string; value: string },
): Promise<AsyncDisposable> {
  const [configMap, object] = [
    await LiveObject.read(kube, 'ConfigMap', map),
    await LiveObject.read(kube, 'Deployment', name),
  ];
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    await configMap.restore();
    await object.restore();
    await waitFor(rolledOut(kube, { kind: 'Deployment', name }, ROLLOUT_MS));
  });
  await configMap.patch([{ op: 'replace', path, value }]);
  await restartWorkloads(kube, [{ kind: 'Deployment', name }]);
  await waitFor(rolledOut(kube, { kind: 'Deployment', name }, ROLLOUT_MS));
  return undo.move();
}
