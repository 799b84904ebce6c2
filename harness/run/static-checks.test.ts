import { describe, expect, test } from 'vitest';
import type { Finding } from '../manifests/index.ts';
import { CLAIMS } from '../model/claims.ts';
import { staticDeclarations, staticRecords } from './static-checks.ts';

const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  claims: ['SEC-3'],
  severity: 'mandatory',
  file: '20-api.yaml',
  line: 12,
  object: 'Deployment dify/dify-api',
  message: 'is wrong',
  cause: 'a slip',
  remedy: 'Put it right.',
  ...more,
});
const recordsOf = (...findings: Finding[]) => staticRecords(findings, '2026-01-01T00:00:00.000Z', 5);
const failedIds = (...findings: Finding[]) =>
  recordsOf(...findings)
    .filter(({ result }) => result.state === 'failed')
    .map(({ id }) => id);

describe('static checks', () => {
  test('pass, each with a record of its own, where nothing was found', () => {
    expect(recordsOf().map(({ id, result }) => [id, result.state])).toEqual(
      staticDeclarations.map(({ id }) => [id, 'passed']),
    );
  });

  test('name only claims that there are, and have ids of their own', () => {
    const known = CLAIMS.map(({ id }) => id);
    for (const { claims } of staticDeclarations) expect(known).toEqual(expect.arrayContaining([...claims]));
    expect(new Set(staticDeclarations.map(({ id }) => id)).size).toBe(staticDeclarations.length);
  });

  test('a finding fails its check alone, with file, line, object and remedy', () => {
    const records = recordsOf(finding('secret-key-missing'), finding('secret-missing', { line: 40 }));
    const failed = records.filter(({ result }) => result.state === 'failed');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      id: 'static-references',
      severity: 'mandatory',
      remediation: expect.stringContaining('Put it right.'),
      result: {
        reason: '20-api.yaml:12: Deployment dify/dify-api: is wrong (a slip)',
        details: [expect.stringContaining(':12: '), expect.stringContaining(':40: ')],
      },
    });
  });

  test('a finding that no check lists is not lost: it fails a mandatory check', () => {
    const [failed] = recordsOf(finding('a-rule-of-next-year')).filter(({ result }) => result.state === 'failed');
    expect(failed?.severity).toBe('mandatory');
  });

  test('every finding is told once', () => {
    for (const id of ['kind-unknown', 'secret-key-unused', 'backend-missing', 'claim-missing', 'nobody-lists-me'])
      expect(failedIds(finding(id))).toHaveLength(1);
  });

  test('an unused key is no reason for a NO-GO', () => {
    const [failed] = recordsOf(finding('secret-key-unused')).filter(({ result }) => result.state === 'failed');
    expect(failed?.severity).toBe('informational');
  });

  test("a finding's own claims come first, the check's are kept, none twice", () => {
    const [failed] = recordsOf(finding('secret-key-missing', { claims: ['PRB-1', 'SEC-3'] })).filter(
      ({ result }) => result.state === 'failed',
    );
    expect(failed?.claims).toEqual(['PRB-1', 'SEC-3', 'SVC-2']);
  });
});
