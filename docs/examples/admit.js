// Admits a deployment only if a signed SVR of dify-e2e says that exactly its manifests passed a release run.
// node admit.js signoff.intoto.jsonl signing.pub SHA256-OF-MANIFESTS [PROPERTY…]   exit code 0: admitted, 1: not, with the reason
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [envelopes, keyFile, manifests, ...more] = process.argv.slice(2);
const wanted = ['DIFY_E2E_GO_RELEASE', ...more];
const key = createPublicKey(readFileSync(keyFile));
const lines = readFileSync(envelopes, 'utf8').split('\n').filter(Boolean);
const statements = lines.map(JSON.parse).flatMap(({ payloadType, payload, signatures }) => {
  const body = Buffer.from(payload, 'base64');
  // DSSE: what is signed is type and payload, each with its length before it.
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `), body]);
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const isOurs = signatures.some(({ sig }) => verify(hash, signed, key, Buffer.from(sig, 'base64')));
  return isOurs ? [JSON.parse(body)] : [];
});
const svr = statements.find(
  ({ predicateType, subject }) =>
    predicateType === 'https://in-toto.io/attestation/svr/v0.1' && subject.some(({ digest }) => digest.sha256 === manifests),
);
const missing = wanted.filter((property) => !svr?.predicate.properties.includes(property));
console.log(svr ? (missing.length > 0 ? `denied: lacks ${missing.join(', ')}` : 'admitted') : 'denied: no signed SVR for it');
process.exitCode = missing.length > 0 ? 1 : 0;
