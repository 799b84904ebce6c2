import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../core/model/run.ts';
import { checkRecord, failed } from '../../core/model/testing/records.ts';
import { packageRoot } from '../../core/package-root.ts';
import { readRun } from '../read.ts';
import { checkSums, writeSums } from '../sums.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { verifyReport } from '../verify.ts';
import { writeReports } from '../write.ts';
import { checkSignatures } from './check-signatures.ts';
import { publicKeyFrom } from './keys.ts';
import { signReport } from './sign-report.ts';
import { SVR, statementsOf, TEST_RESULT } from './statements.ts';

let root: string;
let dir: string;
let pem: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dify-e2e-evidence-'));
  dir = join(root, 'run');
  pem = await keyPair('signing');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const file = (name: string): string => join(root, name);
async function keyPair(name: string, type: 'ed25519' | 'ec' = 'ed25519'): Promise<string> {
  const { privateKey, publicKey } =
    type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  await writeFile(file(`${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(file(`${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }));
  return file(`${name}.pem`);
}

const small = (partial: Parameters<typeof sampleRun>[0] = {}): RunRecord =>
  sampleRun({ checks: [checkRecord('a', { claims: [] })], claims: [], ledger: [], ...partial });
const verified = async (name = 'signing') => await verifyReport(dir, await publicKeyFrom(file(`${name}.pub`)));

describe('what a run attests', () => {
  const typesOf = (run: RunRecord) => statementsOf(run, []).map(({ predicateType }) => predicateType);

  it.each([
    ['GO', {}, 'PASSED', [TEST_RESULT, SVR]],
    [
      'CONDITIONAL',
      { checks: [checkRecord('a'), checkRecord('b', { severity: 'recommended', result: failed() })] },
      'WARNED',
      [TEST_RESULT, SVR],
    ],
    ['NO-GO', { checks: [checkRecord('a', { result: failed() })] }, 'FAILED', [TEST_RESULT]],
    ['INCONCLUSIVE', { checks: [] }, undefined, []],
    ['ERROR', { harnessErrors: ['broke'] }, undefined, []],
  ] as const)('%s', (verdict, partial, result, types) => {
    const run = small(partial);
    expect(run.verdict.verdict).toBe(verdict);
    expect(typesOf(run)).toEqual(types);
    expect(statementsOf(run, [])[0]?.predicate.result).toBe(result);
  });

  it('has a property for each proven claim only, so that a rehearsal does not look like a release', () => {
    const checks = [
      checkRecord('a', { claims: ['SVC-3'], needs: ['dify-api'] }),
      checkRecord('b', { claims: ['DEP-3'] }),
    ];
    const propertiesOf = (run: RunRecord) => statementsOf(run, [])[1]?.predicate.properties;
    expect(propertiesOf(sampleRun({ checks }))).toEqual(['DIFY_E2E_GO_REHEARSAL', 'DIFY_E2E_CLAIM_DEP_3']);
    const release = propertiesOf(sampleRun({ checks, ledger: [], scope: 'release' }));
    expect(release).toContain('DIFY_E2E_GO_RELEASE');
  });

  it('is about the manifests and images, and never gives the name of a real image to a double', () => {
    const images = [
      { ref: 'langgenius/dify-api:1', source: 'packages', double: true, digest: `sha256:${'a'.repeat(64)}` },
      { ref: 'nginx:1', source: 'registry', digest: `sha256:${'b'.repeat(64)}` },
    ] as const;
    const [statement] = statementsOf(small({ subject: { ...small().subject, images } }), []);
    expect(statement?.subject.map(({ name }) => name)).toEqual([
      'fixtures/manifests/dify',
      'double of langgenius/dify-api:1',
      'nginx:1',
    ]);
    expect(statement?.subject[2]?.digest.sha256).toBe('b'.repeat(64));
  });
});

describe('a signed report', () => {
  it.each(['ed25519', 'ec'] as const)(
    'verifies with its %s key, and not without a signature or with another key',
    async (type) => {
      await writeReports(small(), dir, 'en');
      await keyPair('mine', type);
      await keyPair('other', type);
      expect((await verified('mine')).join()).toContain('is missing: the report is not signed');
      expect(await signReport(dir, file('mine.pem'))).toEqual([TEST_RESULT, SVR]);
      expect(await verified('mine')).toEqual([]);
      expect((await verified('other')).join()).toContain('was signed with another key');
    },
  );

  it('stays signed when every file is made again, in the same bytes', async () => {
    const { run } = await writeReports(small(), dir, 'zh');
    await signReport(dir, pem);
    await writeReports(run, dir, 'zh');
    expect(await verified()).toEqual([]);
  });

  it('shows an edit that fits together in everything but the signature', async () => {
    await writeReports(small({ checks: [checkRecord('a', { claims: [], result: failed() })] }), dir, 'en');
    await signReport(dir, pem);
    await copyFile(join(dir, 'signoff.intoto.jsonl'), file('genuine'));
    await writeReports(small(), dir, 'en');
    expect(await verifyReport(dir)).toEqual([]);
    await copyFile(file('genuine'), join(dir, 'signoff.intoto.jsonl'));
    expect((await verified()).join()).toMatch(/signed statement/);
  });

  it('is not signed if it does not verify', async () => {
    await writeReports(small(), dir, 'en');
    await writeFile(join(dir, 'signoff.md'), '# GO');
    await expect(signReport(dir, pem)).rejects.toThrow('does not verify');
    await writeSums(dir);
    expect(await verifyReport(dir)).toEqual([expect.stringContaining('signoff.md is not what this version makes')]);
  });

  it('1,000 random changes of one byte, anywhere in its directory, are all found', async () => {
    await writeReports(small(), dir, 'en');
    await signReport(dir, pem);
    const key = await publicKeyFrom(file('signing.pub'));
    const run = await readRun(dir);
    /** What `verify-report` does first, without making every format again each time. */
    const problems = async () => [...(await checkSums(dir)), ...(await checkSignatures(run, dir, key))];
    const names = await readdir(dir);
    const change = fc.record({ name: fc.constantFrom(...names), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });
    for (const { name, at, by } of fc.sample(change, 1000)) {
      const path = join(dir, name);
      const before = await readFile(path);
      const after = Buffer.from(before);
      const index = at % after.length;
      after[index] = ((after[index] ?? 0) + by) % 256;
      await writeFile(path, after);
      expect([name, index, by, (await problems()).length > 0]).toEqual([name, index, by, true]);
      await writeFile(path, before);
    }
    expect(await problems()).toEqual([]);
  }, 300_000);
});

describe('the admission example', () => {
  const admit = (manifests: string, key = 'signing.pub', ...more: string[]) =>
    new Promise<string>((resolve) => {
      const script = join(packageRoot(), 'docs', 'examples', 'admit.js');
      const args = [script, join(dir, 'signoff.intoto.jsonl'), file(key), manifests, ...more];
      execFile(process.execPath, args, (error, stdout) => resolve(`${error ? 1 : 0} ${stdout.trim()}`));
    });

  it('admits the manifests of a release GO, and denies a rehearsal, other manifests, another key and an unproven claim', async () => {
    const manifestsDigest = 'c'.repeat(64);
    const subject = { ...small().subject, manifestsDigest };
    await keyPair('other');
    await writeReports(small({ subject }), dir, 'en');
    await signReport(dir, pem);
    expect(await admit(manifestsDigest)).toBe('1 denied: lacks DIFY_E2E_GO_RELEASE');
    await writeReports(small({ subject, scope: 'release' }), dir, 'en');
    await signReport(dir, pem);
    expect(await admit(manifestsDigest)).toBe('0 admitted');
    expect(await admit('d'.repeat(64))).toBe('1 denied: no signed SVR for it');
    expect(await admit(manifestsDigest, 'other.pub')).toBe('1 denied: no signed SVR for it');
    expect(await admit(manifestsDigest, 'signing.pub', 'DIFY_E2E_CLAIM_NET_2')).toBe(
      '1 denied: lacks DIFY_E2E_CLAIM_NET_2',
    );
  });
});
