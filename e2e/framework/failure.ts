import { stripVTControlCharacters } from 'node:util';
import type { TestError, TestResult } from '@playwright/test/reporter';
import { z } from 'zod';
import { parseJson, type Result, redact } from '../../harness/index.ts';

/** The name of a HarnessError: Playwright keeps only name and message of an error. */
const CODED = /^HarnessError \[(?<whose>deployment|harness|machine) [A-Z_]+\]: /;
/** Bugs of the harness, which no deployment can cause. `fetch` reports a failed connection as a TypeError. */
const DEFECT = /^(?:ReferenceError|RangeError|TypeError(?!: fetch failed)): /;
/** The browser of this machine, not the page. */
const BROWSER = /^(?:Error: )?browserType\.launch\w*: /;

/**
 * @returns the result of a test that did not pass: failed, unless the error is the harness's or the machine's own. Then the check is
 *   inconclusive.
 */
export function failureOf(result: TestResult | undefined): Result & { state: 'failed' | 'inconclusive' } {
  const errors = result?.errors ?? [];
  const [reason = 'it failed without a message', ...details] = errors.flatMap(linesOf);
  const whose = errors[0] && whoseIs(textOf(errors[0]));
  if (whose && whose !== 'deployment') return { state: 'inconclusive', reason, whose };
  return { state: 'failed', reason, ...(details.length > 0 ? { details: details.slice(0, 40) } : {}) };
}

function whoseIs(text: string): 'deployment' | 'harness' | 'machine' {
  const coded = CODED.exec(text)?.groups?.whose;
  if (coded === 'harness' || coded === 'machine') return coded;
  if (BROWSER.test(text)) return 'machine';
  return DEFECT.test(text) ? 'harness' : 'deployment';
}

const textOf = ({ message = '', value = '' }: TestError): string => stripVTControlCharacters(message || value);

function linesOf(error: TestError): string[] {
  return redact(textOf(error))
    .replace(CODED, '')
    .replace(/^ZodError: (\[.*\])$/s, shapeProblems)
    .replace(/^\w*Error: /, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

const issues = z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }));

/** A response of another shape, in words: zod's own message is JSON. */
function shapeProblems(whole: string, json: string): string {
  const parsed = issues.safeParse(parseJson(json)).data;
  const lines = parsed?.map(({ path, message }) => `${path.join('.') || '(whole response)'}: ${message}`);
  return lines ? ['a response does not have the expected shape', ...lines].join('\n') : whole;
}
