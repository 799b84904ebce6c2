import type { InPod } from '../cluster/pod-http.ts';

/**
 * Variations of a token, signed inside an API pod with its own key: tokens that would take too long to get (expired after an hour)
 * or are not available otherwise (of another account).
 * @param claims changes to the claims, for each token.
 * @returns `undefined` if that key did not sign the first one: from 1.14.1 on, Dify may keep its key in the storage.
 */
export async function signedLike(
  inPod: InPod,
  like: string,
  claims: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly string[] | undefined> {
  const { tokens } = await inPod<{ tokens: string[] | null }>('api', 'sign_token.py', { like, claims });
  return tokens ?? undefined;
}

/** An hour ago, in seconds, for `exp`. */
export const hourAgo = (): number => Math.floor(Date.now() / 1000) - 3600;
