import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { z } from 'zod';
import type { Statement } from './statements.ts';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** A DSSE envelope, as strict as we write it: in JSON that allows more, a changed byte could go unnoticed. */
const envelopeSchema = z.strictObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.string(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })).length(1),
});

export type Envelope = z.infer<typeof envelopeSchema>;

/** Signs a statement offline. @param key private key: Ed25519, or an elliptic curve as cosign uses it. */
export function seal(statement: Statement, key: KeyObject): Envelope {
  const payload = Buffer.from(JSON.stringify(statement));
  const sig = sign(hashFor(key), dsse.preAuthEncoding(PAYLOAD_TYPE, payload), key);
  const keyid = keyId(createPublicKey(key));
  return {
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [{ keyid, sig: sig.toString('base64') }],
  };
}

/** @returns the statement if this key signed exactly this line; otherwise why not. */
export function unseal(line: string, key: KeyObject): { statement: unknown } | { problem: string } {
  const parsed = envelopeSchema.safeParse(jsonOf(line));
  if (!parsed.success || JSON.stringify(parsed.data) !== line)
    return { problem: 'is not an envelope that dify-e2e wrote' };
  const { payload, signatures } = parsed.data;
  const [{ keyid, sig } = { keyid: '', sig: '' }] = signatures;
  if (keyid !== keyId(key)) return { problem: `was signed with another key (${keyid.slice(0, 16)})` };
  const [bytes, signature] = [Buffer.from(payload, 'base64'), Buffer.from(sig, 'base64')];
  const isExact = bytes.toString('base64') === payload && signature.toString('base64') === sig;
  const isSigned = verify(hashFor(key), dsse.preAuthEncoding(PAYLOAD_TYPE, bytes), key, signature);
  return isExact && isSigned
    ? { statement: jsonOf(bytes.toString()) }
    : { problem: 'has a signature that does not fit' };
}

/** SHA-256 over the public key in DER form. */
export const keyId = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Ed25519 hashes by itself. */
const hashFor = ({ asymmetricKeyType }: KeyObject): 'sha256' | null =>
  asymmetricKeyType === 'ed25519' ? null : 'sha256';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
