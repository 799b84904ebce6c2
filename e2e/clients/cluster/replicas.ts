import { brief, endpointsOf, type Kube } from '../../../harness/index.ts';
import type { PodAnswer } from './pod-http.ts';

/** What one replica answered to one path. */
export interface ReplicaAnswer extends Pick<PodAnswer, 'status' | 'headers' | 'body'> {
  readonly replica: string;
  readonly path: string;
}

/** Makes the calls from a pod that can reach the replicas. */
type Calls = (input: { urls: readonly string[] }) => Promise<readonly Omit<ReplicaAnswer, 'replica' | 'path'>[]>;

/** Requests each path from each ready replica of the Service directly, bypassing the Service. */
export async function askReplicas(
  kube: Kube,
  service: string,
  paths: readonly string[],
  calls: Calls,
): Promise<ReplicaAnswer[]> {
  const { addresses, ports } = await endpointsOf(kube, service);
  const asked = addresses.flatMap((replica) => paths.map((path) => ({ replica, path })));
  const url = ({ replica, path }: (typeof asked)[number]) => `http://${hostOf(replica)}:${ports[0]}${path}`;
  const answers = await calls({ urls: asked.map(url) });
  return asked.flatMap((one, index) => {
    const answer = answers[index];
    return answer ? [{ ...one, ...answer }] : [];
  });
}

const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/**
 * @param trait what must be the same for all replicas: a text derived from the response.
 * @returns a line for each path that some replica doesn't answer, or answers differently.
 */
export function disagreements(answers: readonly ReplicaAnswer[], trait: (answer: ReplicaAnswer) => string): string[] {
  return [...Map.groupBy(answers, ({ path }) => path)].flatMap(([path, all]) => {
    const broken = all.filter(({ status }) => status !== 200);
    if (broken.length > 0) return broken.map((one) => `${one.replica} answers ${path} with ${brief(one)}`);
    const kinds = Map.groupBy(all, trait);
    if (kinds.size === 1) return [];
    const told = [...kinds].map(([text, same]) => `${same.map(({ replica }) => replica).join(' and ')}: ${text}`);
    return [`replicas answer ${path} differently: ${told.join('; ')}`];
  });
}
