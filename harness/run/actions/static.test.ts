import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../core/config/index.ts';
import { definePlan } from '../define-plan.ts';
import { runGraph } from '../graph.ts';
import { prepare } from '../session.ts';
import { staticDeclarations } from '../static-checks.ts';
import type { RecordParts } from '../step.ts';
import { copyOfSet } from '../testing/copy-of-set.ts';
import { judgeFiles, staticChecks } from './static.ts';

const loaded = loadConfig('configs/rehearsal.yaml');
const { signal } = new AbortController();

async function carriedOut(manifests?: string, failFast = false) {
  const session = await prepare({ loaded, manifests, failFast, profile: 'full' });
  const plan = definePlan([staticChecks({ session, signal, report: () => undefined })]);
  const [outcome] = (await runGraph(plan, { signal, onEvent: () => undefined })).outcomes;
  const [parts = {}] = outcome?.parts ?? [];
  return { session, record: outcome?.record, harnessError: outcome?.harnessError, parts: parts satisfies RecordParts };
}

test("the repository's own set passes every static check, and is compared with Compose", async () => {
  const { record, parts } = await carriedOut();
  expect(record?.state).toBe('done');
  expect(parts.checks?.map(({ id, result }) => [id, result.state])).toEqual(
    staticDeclarations.map(({ id }) => [id, 'passed']),
  );
  expect(parts.waivers).toEqual([]);
  expect(parts.parity?.services.map(({ part }) => part)).toContain('api');
});

describe('a set that is broken', () => {
  const withoutKey = () => copyOfSet('11-secret.yaml', /^ {2}CODE_EXECUTION_API_KEY:.*\n/m, '');

  test('does not end the run: what is wrong besides is worth knowing', async () => {
    const { record, parts } = await carriedOut(await withoutKey());
    expect(record).toMatchObject({
      state: 'done',
      notes: expect.arrayContaining([expect.stringContaining('mandatory findings: 1')]),
    });
    expect(parts.checks?.find(({ id }) => id === 'lint-secret-key-missing')?.result.state).toBe('failed');
  });

  test('with --fail-fast ends the step by a failed record that names claim, place and key: no harness error', async () => {
    const { record, harnessError, parts, session } = await carriedOut(await withoutKey(), true);
    expect(record).toMatchObject({ state: 'failed', failedCheck: 'lint-secret-key-missing' });
    expect(harnessError).toBeUndefined();
    const failed = parts.checks?.find(({ id }) => id === 'lint-secret-key-missing');
    expect(failed?.claims).toContain('SEC-3');
    expect(failed?.result).toMatchObject({ state: 'failed', reason: expect.stringContaining(session.manifestsPath) });
    expect(failed?.result).toMatchObject({ reason: expect.stringContaining('CODE_EXECUTION_API_KEY') });
  });

  test('is judged with what the deployment gets, and the secret is not shown', async () => {
    const manifests = await copyOfSet(
      '11-secret.yaml',
      /S3_SECRET_KEY: .*/,
      'S3_SECRET_KEY: not-the-key-of-this-bucket',
    );
    const session = await prepare({ loaded, manifests, profile: 'full' });
    const { checks } = await judgeFiles(session);
    const failed = checks.filter(({ result }) => result.state === 'failed').map(({ id }) => id);
    expect(failed).toContain('lint-secret-differs-from-compose');
    expect(JSON.stringify(checks)).not.toContain('not-the-key-of-this-bucket');
  });
});
