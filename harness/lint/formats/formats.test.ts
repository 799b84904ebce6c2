import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { LintResult } from '../lint-set.ts';
import { judged, MISSING_KEY, withExceptions } from '../testing/judged.ts';
import { FORMAT_NAMES, type FormatName, formatNamed } from './index.ts';
import type { LintJson } from './json.ts';

const RULE = 'secret-key-missing';
const one = await judged(MISSING_KEY, { rules: [RULE] });
const accepted = await judged(MISSING_KEY, {
  rules: [RULE],
  config: withExceptions([
    { rule: RULE, object: 'Pod dify/app', reason: 'an operator adds it', owner: 'Platform', expires: '2026-06-30' },
  ]),
});
const notEvaluated = await judged(MISSING_KEY, { rules: ['variable-missing'] });
const nothing = await judged(MISSING_KEY, { rules: ['object-duplicate'] });
const all = await judged(MISSING_KEY);

const as = async (format: FormatName, result: LintResult, colour = false): Promise<string> =>
  (await formatNamed(format))(result, { colour, version: '1.2.3' });

describe('every format', () => {
  test.each(FORMAT_NAMES)('%s shows no value of a secret', async (format) => {
    for (const result of [one, accepted, notEvaluated, nothing, all]) {
      expect(await as(format, result)).not.toMatch(/do-not-show-me|shown-by-mistake|secret-line/);
    }
  });
});

describe('text', () => {
  test('shows place, severity, rule, the lines with a caret, cause and remedy, and a summary', async () => {
    const text = await as('text', one);
    expect(text).toMatch(/pod\.yaml:11:\d+ mandatory secret-key-missing \(SEC-3\)\n/);
    expect(text).toContain('Pod dify/app: Secret "keys" has no key "TOKEN"');
    expect(text).toMatch(/> 11 \| {13}secretKeyRef: \{ name: keys, key: TOKEN \}\n +\| +\^\n/);
    expect(text).toMatch(/why: {3}existing keys: FILLED, OTHER, PEM/);
    expect(text).toMatch(/fix: {3}add the key/);
    expect(text.trimEnd().split('\n').at(-1)).toBe('2 objects, 1 rule: 1 finding (1 mandatory)');
  });

  test('has colors only on request, with the same text', async () => {
    const plain = await as('text', one);
    const coloured = await as('text', one, true);
    expect(plain).toBe(stripVTControlCharacters(plain));
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test('shows what is accepted, by whom and until when', async () => {
    expect(await as('text', accepted)).toMatch(
      /Accepted temporarily\n.*until 2026-06-30, Platform: an operator adds it/,
    );
    expect(await as('text', accepted)).toContain('no finding, 1 accepted');
  });

  test('shows what could not be evaluated, and why', async () => {
    expect(await as('text', notEvaluated)).toMatch(/Not judged\n.*1 rule, because .*Compose.*: variable-missing/);
    expect(await as('text', notEvaluated)).toMatch(/; 1 rule not fully evaluated\n$/);
  });
});

describe('json', () => {
  test('has the finding, its rule, the counts and the exit code', async () => {
    const report = JSON.parse(await as('json', one)) as LintJson;
    expect(report).toMatchObject({
      schema: 'dify-e2e/lint/3',
      version: '1.2.3',
      objects: 2,
      exitCode: 1,
      counts: { findings: 1, mandatory: 1 },
      rules: [{ id: RULE, state: 'failed' }],
      findings: [{ rule: RULE, line: 11, object: 'Pod dify/app', severity: 'mandatory', claims: ['SEC-3'] }],
    });
  });

  test('an accepted finding does not count as a finding', async () => {
    expect(JSON.parse(await as('json', accepted))).toMatchObject({
      exitCode: 0,
      findings: [],
      excepted: [{ rule: RULE, exception: { owner: 'Platform', expires: '2026-06-30' } }],
    });
  });
});

describe('sarif', () => {
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  );
  // The validator does not know draft-04, but the schema uses nothing specific to it.
  const { $schema: _, id: __, ...rules } = schema;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rules);

  test.each([
    ['a finding', one],
    ['an accepted one', accepted],
    ['nothing', nothing],
    ['a rule that was not evaluated', notEvaluated],
    ['all rules', all],
  ])('fits the schema with %s', async (_, result) => {
    validate(JSON.parse(await as('sarif', result)));
    expect(validate.errors).toBeNull();
  });

  test('the schema detects a mistake', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
  });

  test('has what code scanning shows: the rule, its help, level, region and a fingerprint', async () => {
    const run = (JSON.parse(await as('sarif', one)) as Log).runs[0];
    expect(run?.tool.driver.rules?.[0]).toMatchObject({
      id: RULE,
      defaultConfiguration: { level: 'error' },
      help: { markdown: expect.stringContaining('**What to do:**') },
      properties: { tags: expect.arrayContaining(['SEC-3']) },
    });
    expect(run?.results).toMatchObject([
      {
        ruleId: RULE,
        ruleIndex: 0,
        level: 'error',
        locations: [{ physicalLocation: { region: { startLine: 11 } } }],
        partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}:1$/) },
      },
    ]);
  });

  test('an accepted finding is suppressed, with its reason', async () => {
    const run = (JSON.parse(await as('sarif', accepted)) as Log).runs[0];
    expect(run?.results?.[0]?.suppressions).toMatchObject([
      { kind: 'external', status: 'accepted', justification: expect.stringContaining('an operator adds it') },
    ]);
  });

  test('names files in the working directory relative to its root, others by absolute path', async () => {
    const own = await judged({}, { rules: [RULE] }).catch(() => undefined);
    expect(own).toBeUndefined();
    const { judgement } = one;
    const moved = judgement.findings.map((f) => ({ ...f, at: { ...f.at, file: 'k8s/a b/pod#1.yaml' } }));
    const uri = async (result: LintResult) =>
      (JSON.parse(await as('sarif', result)) as Log).runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation
        ?.artifactLocation;
    expect(await uri({ ...one, judgement: { ...judgement, findings: moved } })).toEqual({
      uri: 'k8s/a%20b/pod%231.yaml',
      uriBaseId: '%SRCROOT%',
    });
    expect(await uri(one)).toEqual({ uri: expect.stringMatching(/^file:\/\/\/.*pod\.yaml$/) });
  });
});

describe('junit', () => {
  test('has a case for each rule: failed, passed, not evaluated, accepted', async () => {
    expect(await as('junit', one)).toMatch(/tests="1" failures="1"/);
    expect(await as('junit', nothing)).toMatch(/tests="1" failures="0" errors="0" skipped="0"/);
    expect(await as('junit', notEvaluated)).toMatch(/failures="0" errors="0" skipped="1"/);
    expect(await as('junit', accepted)).toMatch(/failures="0"[\s\S]*accepted until 2026-06-30 by Platform/);
  });
});

describe('github', () => {
  test('is a command at the line, by severity, with its text escaped', async () => {
    const [finding] = one.judgement.findings;
    if (!finding) throw new Error('no finding');
    const evil = {
      ...finding,
      severity: 'recommended',
      message: 'half: 50%\r\n::error::no',
      at: { ...finding.at, file: 'a,b:c.yaml' },
    } as const;
    const result = { ...one, judgement: { ...one.judgement, findings: [finding, evil] } };
    const [first, second, ...others] = (await as('github', result)).trimEnd().split('\n');
    expect(first).toMatch(
      /^::error file=.*pod\.yaml,line=11,col=\d+,title=secret-key-missing \(SEC-3\)::Pod dify\/app: /,
    );
    expect(second).toMatch(/^::warning file=a%2Cb%3Ac\.yaml,line=11.*half: 50%25%0D%0A::error::no%0A/);
    expect(others).toEqual([]);
    expect(await as('github', nothing)).toBe('');
  });
});
