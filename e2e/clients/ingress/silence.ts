import type { V1Ingress } from '@kubernetes/client-node';

/** How a request ended whose answer was to take its time. */
export interface Waited {
  /** 0 when there was no answer at all; then `text` says why. */
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
}

/** @returns what shows that somebody on the way lost patience, or that there was no silence to sit through. */
export function cutOff({ status, text, tookMs }: Waited, seconds: number): string[] {
  const after = `after ${(tookMs / 1000).toFixed(1)} s of silence`;
  if (status === 0) return [`no answer ${after}: ${text}`];
  if (status !== 200) return [`HTTP ${status} ${after}: ${text.slice(0, 200)}`];
  if (/"status":\s*"failed"/.test(text)) return [`the run failed ${after}: ${text.slice(0, 300)}`];
  if (tookMs < seconds * 1000)
    return [`it was answered ${after}, and the silence was to be ${seconds} s: ${text.slice(0, 200)}`];
  return [];
}

/** @returns the time that each Ingress declares for a silent answer, in words. */
export function declaredPatience(ingresses: readonly Pick<V1Ingress, 'metadata'>[]): string {
  const told = ingresses.map(({ metadata }) => {
    const found = Object.entries(metadata?.annotations ?? {}).find(([name]) => name.endsWith('/proxy-read-timeout'));
    return `${metadata?.name} ${found ? `${found[1]} s` : 'nothing'}`;
  });
  return told.join(', ');
}
