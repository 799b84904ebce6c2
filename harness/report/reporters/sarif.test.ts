import { expect, test } from 'vitest';
import { checkRecord, failed } from '../../core/model/testing/records.ts';
import { githubAnnotations } from '../github.ts';
import { hostileCheck, sampleNoGo, sampleRun } from '../testing/sample-run.ts';
import { sarifOf } from './sarif.ts';

const resultsOf = (...args: Parameters<typeof sampleRun>) => sarifOf(sampleRun(...args)).runs[0]?.results ?? [];

test('has every check that did not pass, failures with their level and what was not decided as open', () => {
  const [run] = sarifOf(sampleNoGo()).runs;
  expect(run?.results?.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual(
    expect.arrayContaining([
      ['routing-web-host', 'fail', 'error'],
      ['rbac-present', 'fail', 'note'],
      ['login-sign-in', 'open', 'none'],
    ]),
  );
  expect(run?.tool.driver.rules?.length).toBe(run?.results?.length);
  expect(resultsOf()).toEqual([]);
});

test('points to the line that a rule names, else to the set', () => {
  const checks = [
    checkRecord('rule', { result: failed('sets/dify/40-web-ingress.yaml:12:7: is wrong') }),
    checkRecord('live', { result: failed('HTTP 502') }),
  ];
  expect(resultsOf({ checks }).map(({ locations }) => locations?.[0]?.physicalLocation)).toEqual([
    { artifactLocation: { uri: 'sets/dify/40-web-ingress.yaml' }, region: { startLine: 12, startColumn: 7 } },
    { artifactLocation: { uri: 'fixtures/manifests/dify' } },
  ]);
});

test('shows a waived failure as suppressed, and errors of the harness as an execution that failed', () => {
  const waivers = [{ check: 'a', reason: 'accepted', owner: 'ops', expires: '2030-01-01' }];
  const [result] = resultsOf({ checks: [checkRecord('a', { result: failed() })], waivers });
  expect(result?.suppressions).toEqual([{ kind: 'external', justification: 'accepted (ops, until 2030-01-01)' }]);
  const [run] = sarifOf(sampleRun({ harnessErrors: ['k6 crashed'] })).runs;
  expect(run?.invocations?.[0]).toMatchObject({ executionSuccessful: false });
});

test('annotations name each root cause with what to do, and no text can begin a command of its own', () => {
  const [first] = githubAnnotations(sampleNoGo());
  expect(first).toMatch(/^::error title=NO-GO \(rehearsal\)%3A routing-web-host::http:.*%0ANext step: /);
  for (const line of githubAnnotations(sampleRun({ checks: [hostileCheck()] }))) expect(line).not.toMatch(/[\r\n]/);
  expect(githubAnnotations(sampleRun())).toEqual([]);
});
