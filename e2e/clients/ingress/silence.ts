import type { V1Ingress } from '@kubernetes/client-node';

/** How a request with a slow response ended. */
export interface Waited {
  /** 0 if there was no response; then `text` says why. */
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
}

/** @returns what shows that something on the way timed out, or that the response came too early to tell. */
export function cutOff({ status, text, tookMs }: Waited, seconds: number): string[] {
  const after = `after ${(tookMs / 1000).toFixed(1)} s of silence`;
  if (status === 0) return [`no response ${after}: ${text}`];
  if (status !== 200) return [`HTTP ${status} ${after}: ${text.slice(0, 200)}`];
  if (/"status":\s*"failed"/.test(text)) return [`the run failed ${after}: ${text.slice(0, 300)}`];
  if (tookMs < seconds * 1000)
    return [`it was answered ${after}, but should have been silent for ${seconds} s: ${text.slice(0, 200)}`];
  return [];
}

/** @returns the read timeout that each Ingress declares, in words. */
export function declaredPatience(ingresses: readonly Pick<V1Ingress, 'metadata'>[]): string {
  const told = ingresses.map(({ metadata }) => {
    const found = Object.entries(metadata?.annotations ?? {}).find(([name]) => name.endsWith('/proxy-read-timeout'));
    return `${metadata?.name} ${found ? `${found[1]} s` : 'none'}`;
  });
  return told.join(', ');
}
