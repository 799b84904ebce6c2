import type { V1Container, V1HTTPGetAction, V1Pod, V1Probe } from '@kubernetes/client-node';
import { execInContainer, isReady, type Kube, podsOf } from '../../../harness/index.ts';
import type { PartConfig } from './topology.ts';

export const PROBE_KINDS = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];

/** A probe that a running container declares. */
export interface DeclaredProbe {
  readonly pod: string;
  readonly address: string;
  readonly container: V1Container;
  readonly kind: ProbeKind;
  readonly probe: V1Probe;
}

export interface ProbeAnswer {
  readonly ok: boolean;
  readonly elapsedMs: number;
  readonly reason: string;
}

/** Kubernetes' default (API reference, Probe). */
export const timeoutSeconds = (probe: V1Probe): number => probe.timeoutSeconds ?? 1;

/** @returns how long a container may fail this probe before Kubernetes reacts, in seconds. */
export function patienceSeconds(probe: V1Probe): number {
  return (probe.failureThreshold ?? 3) * (probe.periodSeconds ?? 10);
}

/** @returns the probes of the first container of every ready pod of the parts. */
export async function declaredProbes(
  kube: Kube,
  parts: readonly PartConfig[],
  kinds: readonly ProbeKind[] = PROBE_KINDS,
): Promise<DeclaredProbe[]> {
  const pods = (await Promise.all(parts.map((workload) => podsOf(kube, workload)))).flat().filter(isReady);
  return pods.flatMap((pod) => probesOf(pod, kinds));
}

function probesOf(pod: V1Pod, kinds: readonly ProbeKind[]): DeclaredProbe[] {
  const container = pod.spec?.containers[0];
  if (!container) return [];
  const shared = { pod: pod.metadata?.name ?? '', address: pod.status?.podIP ?? '', container };
  return kinds.flatMap((kind) => {
    const probe = container[kind];
    return probe ? [{ ...shared, kind, probe }] : [];
  });
}

type InPod = <T>(part: 'api', program: string, input: unknown, timeoutMs?: number) => Promise<T>;

/** Runs every probe as the kubelet would: HTTP and TCP from an API pod, commands inside their own container. */
export async function askProbes(
  kube: Kube,
  inPod: InPod,
  probes: readonly DeclaredProbe[],
): Promise<{ probe: DeclaredProbe; answer: ProbeAnswer }[]> {
  const remote = probes.flatMap((declared) => {
    const target = targetOf(declared);
    return target ? [{ declared, target }] : [];
  });
  const local = probes.filter(({ probe }) => probe.exec !== undefined);
  const [answers, run] = await Promise.all([
    inPod<ProbeAnswer[]>(
      'api',
      'probe.py',
      remote.map(({ target }) => target),
      60_000,
    ),
    Promise.all(local.map((declared) => runCommand(kube, declared))),
  ]);
  return [
    ...remote.map(({ declared }, index) => ({ probe: declared, answer: answers[index] ?? NO_ANSWER })),
    ...local.map((declared, index) => ({ probe: declared, answer: run[index] ?? NO_ANSWER })),
  ];
}

const NO_ANSWER: ProbeAnswer = { ok: false, elapsedMs: 0, reason: 'it was not run' };

function targetOf({ address, container, probe }: DeclaredProbe) {
  const action: V1HTTPGetAction | undefined = probe.httpGet;
  const port = portOf(container, action?.port ?? probe.tcpSocket?.port);
  if (port === undefined) return undefined;
  const base = { host: action?.host ?? address, port, timeoutSeconds: timeoutSeconds(probe) };
  if (!action) return base;
  const headers = Object.fromEntries((action.httpHeaders ?? []).map(({ name, value }) => [name, value]));
  return { ...base, path: action.path ?? '/', headers };
}

/** A probe's port may be the name of a container port. */
function portOf(container: V1Container, port: string | number | undefined): number | undefined {
  if (typeof port === 'number') return port;
  return container.ports?.find(({ name }) => name === port)?.containerPort;
}

async function runCommand(kube: Kube, { pod, container, probe }: DeclaredProbe): Promise<ProbeAnswer> {
  const started = Date.now();
  const place = { pod, container: container.name };
  const limit = timeoutSeconds(probe);
  try {
    const { exitCode, stderr, stdout } = await execInContainer(kube, place, probe.exec?.command ?? [], limit * 1000);
    const last = (stderr || stdout).trim().split('\n').at(-1);
    return { ok: exitCode === 0, elapsedMs: Date.now() - started, reason: exitCode === 0 ? '' : (last ?? '') };
  } catch {
    return { ok: false, elapsedMs: Date.now() - started, reason: `no end within ${limit} s` };
  }
}

/** @returns the probe as messages name it. */
export const nameOfProbe = ({ pod, kind }: DeclaredProbe): string => `${pod}, ${kind}`;
