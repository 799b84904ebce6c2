import { createHash, randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { type Ended, type Program, runAll } from '../../clients/sandbox/sandbox-runs.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-sandbox'],
  dependsOn: ['sandbox-python3', 'sandbox-nodejs'],
} as const;

const LOGS = 'kubectl -n dify logs deployment/dify-sandbox';

const python = (...lines: string[]): Program => ({ language: 'python3', code: lines.join('\n') });
const javascript = (...lines: string[]): Program => ({ language: 'nodejs', code: lines.join('\n') });
const NAMES = { python3: 'Python', nodejs: 'JavaScript' } as const;

/** One line for a message: what a program printed and how it ended. */
const seen = ({ language }: Program, { stdout, stderr, fault }: Ended): string =>
  `${NAMES[language]} printed ${JSON.stringify(stdout.slice(-200))}, on stderr ${JSON.stringify(stderr.slice(-200))}, and ended with ${JSON.stringify(fault)}`;

test(
  'User code can use the standard libraries of both languages and text in any script',
  check({
    ...declared,
    id: 'sandbox-libraries',
    // Also fails when python_lib_path is not that of the image's Python, or while the libraries are still being copied.
    faults: [{ kind: 'switch', name: 'library-missing', part: 'sandbox' }],
    remediation: `Remove python_path and python_lib_path from the sandbox's config.yaml, or set them for this image. Libraries are copied after /health succeeds; see ${LOGS}.`,
  }),
  async ({ inPod, note }) => {
    const text = `数据 – ünïcode 😀 ${randomUUID()}`;
    const encoded = Buffer.from(text).toString('base64');
    const hash = createHash('sha256').update(text).digest('hex');
    const expected = { hash, encoded, digits: text.match(/\d/g)?.length ?? 0, year: 2024, text };
    const programs = [
      python(
        'import base64, collections, datetime, decimal, functools, hashlib, hmac, itertools, json, math, random, re, string, urllib.parse',
        `text = base64.b64decode('${encoded}').decode()`,
        'year = (datetime.datetime(2024, 2, 28) + datetime.timedelta(days=random.choice([1, 1]))).year',
        "found = {'hash': hashlib.sha256(text.encode()).hexdigest(), 'encoded': base64.b64encode(text.encode()).decode(),",
        "  'digits': len(re.findall('[0-9]', text)), 'year': year, 'text': urllib.parse.unquote(urllib.parse.quote(text))}",
        'print(json.dumps(found, ensure_ascii=False))',
      ),
      javascript(
        "const { createHash } = require('crypto');",
        `const text = Buffer.from('${encoded}', 'base64').toString('utf8');`,
        "const hash = createHash('sha256').update(text).digest('hex');",
        'const year = new Date(Date.UTC(2024, 1, 29)).getUTCFullYear();',
        "const found = { hash, encoded: Buffer.from(text).toString('base64'), digits: text.match(/[0-9]/g).length, year,",
        '  text: decodeURIComponent(encodeURIComponent(text)) };',
        'console.log(JSON.stringify(found));',
      ),
    ];
    const ended = await runAll(inPod, programs);
    for (const [index, program] of programs.entries()) {
      const one = ended[index] as Ended;
      expect(one.fault + one.stderr, seen(program, one)).toBe('');
      expect(JSON.parse(one.stdout), `what ${NAMES[program.language]} computed`).toEqual(expected);
    }
    note(
      'a text in four scripts was returned unchanged; Python, JavaScript and this check agree on its hash and encoding',
    );
  },
);

test(
  'stdout and stderr of user code are returned separately, and writing to stderr is not a failure',
  check({
    ...declared,
    id: 'sandbox-streams',
    // Also fails when something between API and sandbox rewrites responses, or the image is not dify-sandbox.
    faults: [{ kind: 'switch', name: 'streams-mixed', part: 'sandbox' }],
    remediation: `Compare the sandbox's image with that of the Dify release; see ${LOGS}.`,
  }),
  async ({ inPod }) => {
    const [out, err] = [randomUUID(), randomUUID()];
    const programs = [
      python('import sys', `print('${out}')`, `print('${err}', file=sys.stderr)`),
      javascript(`console.log('${out}'); console.error('${err}');`),
    ];
    const ended = await runAll(inPod, programs);
    expectNone(
      programs.flatMap((program, index) => {
        const one = ended[index] as Ended;
        const right = one.stdout === `${out}\n` && one.stderr.includes(err) && !one.stderr.includes(out);
        return right && one.fault === '' ? [] : [`stdout and stderr are mixed up: ${seen(program, one)}`];
      }),
    );
  },
);

test(
  'An error in user code is reported with its message and exit code',
  check({
    ...declared,
    id: 'sandbox-user-errors',
    // Also fails when the program's stderr is lost: authors of code nodes then see no reason.
    faults: [{ kind: 'switch', name: 'exit-codes-lost', part: 'sandbox' }],
    remediation: `Compare the sandbox's image with that of the Dify release; see ${LOGS}.`,
  }),
  async ({ inPod, note }) => {
    const message = `e2e-${randomUUID()}`;
    const expected: readonly (readonly [Program, stderr: string, fault: RegExp])[] = [
      [python(`raise ValueError('${message}')`), `ValueError: ${message}`, /\b255\b/],
      [python('raise SystemExit(3)'), '', /\b3\b/],
      [python('def broken(:'), 'SyntaxError', /\b(255|1)\b/],
      [javascript(`throw new Error('${message}')`), `Error: ${message}`, /\b1\b/],
      [javascript('process.exit(3)'), '', /\b3\b/],
    ];
    const ended = await runAll(
      inPod,
      expected.map(([program]) => program),
    );
    expectNone(
      expected.flatMap(([program, stderr, fault], index) => {
        const one = ended[index] as Ended;
        note(`${NAMES[program.language]}: ${one.fault.replaceAll('\n', ', ')}`);
        if (one.stderr.includes(stderr) && fault.test(one.fault)) return [];
        return [`${JSON.stringify(program.code)} must end with ${stderr || fault}: ${seen(program, one)}`];
      }),
    );
  },
);
