import type { V1Deployment } from '@kubernetes/client-node';
import { HarnessError } from '../../../core/errors.ts';
import type { EnvironmentFault, FileFault, PatchFault, PatchOperation, TagFault } from '../../../core/model/fault.ts';
import { pending, ready, type WaitStrategy, waitFor } from '../../../core/wait.ts';
import { deploymentOf } from '../../probes/kube.ts';
import { restartDeployments, rolledOut } from '../restart-deployments.ts';
import { LiveObject } from './live-object.ts';
import { tagOnNodes } from './tag.ts';
import { deploymentNameOf, type FaultTarget, ROLLOUT_MS } from './target.ts';

export const CONTAINER = '/spec/template/spec/containers/0';

/** @throws HarnessError `WAIT_TIMEOUT` when the change is not in force in time, and the API's refusal. */
export async function patchLive(target: FaultTarget, fault: PatchFault): Promise<AsyncDisposable> {
  const { kube, environment } = target;
  if (fault.patch === 'Deployment')
    return changeDeployment(target, deploymentNameOf(target, fault.part), fault.operations, fault.neverReady);
  const name =
    fault.patch === 'Service'
      ? environment.config.parts[fault.part].service
      : configMapOf(await deploymentOf(kube, deploymentNameOf(target, fault.part)));
  const object = await LiveObject.read(kube, fault.patch, name ?? '');
  await using undo = new AsyncDisposableStack();
  undo.defer(() => object.restore());
  await object.patch(fault.operations);
  return undo.move();
}

const configMapOf = ({ spec }: V1Deployment): string | undefined =>
  spec?.template.spec?.containers[0]?.envFrom?.find(({ configMapRef }) => configMapRef)?.configMapRef?.name;

export async function changeDeployment(
  { kube }: FaultTarget,
  name: string,
  operations: readonly PatchOperation[],
  neverReady = false,
): Promise<AsyncDisposable> {
  const object = await LiveObject.read(kube, 'Deployment', name);
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    await object.restore();
    await waitFor(rolledOut(kube, name, ROLLOUT_MS));
  });
  await object.patch(operations);
  await (neverReady ? waitFor(newPodThere(kube, name)) : waitFor(rolledOut(kube, name, ROLLOUT_MS)));
  return undo.move();
}

function newPodThere(kube: FaultTarget['kube'], name: string): WaitStrategy {
  return {
    subject: `a pod of the changed Deployment ${name}`,
    timeoutMs: 30_000,
    poll: async () => {
      const { metadata, status } = await deploymentOf(kube, name);
      const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
      return seen && (status?.unavailableReplicas ?? 0) > 0 ? ready(undefined) : pending('it is not there yet');
    },
  };
}

export async function changeEnvironment(target: FaultTarget, fault: EnvironmentFault): Promise<AsyncDisposable> {
  const name = deploymentNameOf(target, fault.environment);
  const { env = [] } = (await deploymentOf(target.kube, name)).spec?.template.spec?.containers[0] ?? {};
  const value = [
    ...env.filter((one) => !(one.name in fault.set)),
    ...Object.entries(fault.set).flatMap(([variable, text]) => (text === null ? [] : { name: variable, value: text })),
  ];
  return changeDeployment(target, name, [{ op: 'add', path: `${CONTAINER}/env`, value }]);
}

/** @throws HarnessError `FAULT_STALE` when the part mounts no such file, or the file does not hold the text. */
export async function changeFile(target: FaultTarget, fault: FileFault): Promise<AsyncDisposable> {
  const { kube } = target;
  const name = deploymentNameOf(target, fault.part);
  const deployment = await deploymentOf(kube, name);
  const maps = deployment.spec?.template.spec?.volumes?.flatMap(({ configMap }) => configMap?.name ?? []) ?? [];
  const found = await Promise.all(
    maps.map(async (map) => {
      const { data } = await kube.core.readNamespacedConfigMap({ name: map, namespace: kube.namespace });
      return { map, text: data?.[fault.file] };
    }),
  );
  const holder = found.find(({ text }) => text?.includes(fault.replace));
  if (!holder?.text)
    throw new HarnessError({ code: 'FAULT_STALE', message: `no ${fault.file} of ${name} holds ${fault.replace}` });
  const value = holder.text.replace(fault.replace, fault.with);
  return changeMountedFile(target, name, { map: holder.map, path: `/data/${fault.file}`, value });
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
    await waitFor(rolledOut(kube, name, ROLLOUT_MS));
  });
  await configMap.patch([{ op: 'replace', path, value }]);
  await restartDeployments(kube, [name]);
  await waitFor(rolledOut(kube, name, ROLLOUT_MS));
  return undo.move();
}

export async function changeTag(target: FaultTarget, fault: TagFault): Promise<AsyncDisposable> {
  const name = deploymentNameOf(target, fault.of);
  const image = (await deploymentOf(target.kube, name)).spec?.template.spec?.containers[0]?.image ?? '';
  const value = image.replace(/(:[\w.-]+)?(@.*)?$/, `:${fault.tag}`);
  await using undo = new AsyncDisposableStack();
  undo.use(await tagOnNodes(target, image, value));
  undo.use(await changeDeployment(target, name, [{ op: 'replace', path: `${CONTAINER}/image`, value }]));
  return undo.move();
}
