import { expect, test } from 'vitest';
import { registerSecrets } from '../core/redact.ts';
import { cleanRun } from './clean.ts';
import { sampleRun } from './testing/sample-run.ts';

test('a secret is masked where text was captured, and names that happen to be equal to it stay as they are', () => {
  const run = sampleRun({});
  const [check] = run.checks;
  if (!check) throw new Error('the sample has checks');
  const names = [check.id, check.title, run.subject.namespace, run.subject.difyVersion, run.runId, 'canary-secret'];
  const captured = names.map((name) => `log: password=${name}`);
  registerSecrets(names.filter((name) => name.length >= 6));
  const failed = {
    ...check,
    result: { state: 'failed', reason: captured.join('\n'), details: captured } as const,
    notes: captured,
  };
  const cleaned = cleanRun({ ...run, checks: [failed, ...run.checks.slice(1)], harnessErrors: captured });

  expect(cleaned.checks.map(({ id, title }) => [id, title])).toEqual(run.checks.map(({ id, title }) => [id, title]));
  expect([cleaned.runId, cleaned.subject.namespace]).toEqual([run.runId, run.subject.namespace]);
  const [first] = cleaned.checks;
  const texts = [...(first?.notes ?? []), ...cleaned.harnessErrors, JSON.stringify(first?.result)].join('\n');
  for (const secret of names.filter((name) => name.length >= 6)) expect(texts).not.toContain(secret);
  expect(texts).toContain('password=[redacted]');
});

test('keys are names', () => {
  registerSecrets(['kubectl-tool']);
  const run = sampleRun({});
  const tools = { ...run.subject.tools, 'kubectl-tool': '1' };
  expect(cleanRun({ ...run, subject: { ...run.subject, tools } }).subject.tools).toHaveProperty('kubectl-tool');
});
