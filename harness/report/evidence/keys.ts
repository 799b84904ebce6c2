import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { messageOf, UsageError } from '../../core/errors.ts';

/** @throws UsageError `SIGNING_KEY_UNREADABLE`. */
export const privateKeyFrom = (file: string): Promise<KeyObject> => keyFrom(file, createPrivateKey);

/** @throws UsageError `SIGNING_KEY_UNREADABLE`. */
export const publicKeyFrom = (file: string): Promise<KeyObject> => keyFrom(file, createPublicKey);

async function keyFrom(file: string, parse: (pem: string) => KeyObject): Promise<KeyObject> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError({
      code: 'SIGNING_KEY_UNREADABLE',
      message: `can't read a key from ${file}: ${messageOf(error)}`,
      likely: 'it is not an unencrypted key in PEM form',
      hint: 'openssl genpkey -algorithm ed25519 -out signing.pem && openssl pkey -in signing.pem -pubout -out signing.pub',
      cause: error,
    });
  }
}
