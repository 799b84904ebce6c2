import type { InPod } from '../cluster/pod-http.ts';

/**
 * Tokens like another one, signed inside an API pod with its own key: what can't be waited for (an hour until a token has run out)
 * or not be had otherwise (a token of another account).
 * @param claims changes to the claims, for each token.
 * @returns `undefined` where that key did not sign the first one: Dify from 1.14.1 on may keep its key in the storage.
 */
export async function signedLike(
  inPod: InPod,
  like: string,
  claims: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly string[] | undefined> {
  const { tokens } = await inPod<{ tokens: string[] | null }>('api', 'sign_token.py', { like, claims });
  return tokens ?? undefined;
}

/** An hour ago, in seconds, as `exp` says it. */
export const hourAgo = (): number => Math.floor(Date.now() / 1000) - 3600;
