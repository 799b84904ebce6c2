import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { UsageError } from '../core/errors.ts';
import type { TextEdit } from '../core/text-edit.ts';
import { writeManifests } from '../manifests/testing/sets.ts';
import { casesFiles, readCases } from './cases/files.ts';
import { FORMAT_NAMES, formatNamed } from './formats/index.ts';
import { type LintResult, lintSet } from './lint-set.ts';
import { randomObjects } from './testing/random-set.ts';

const config = loadConfig('configs/rehearsal.yaml');
const formats = await Promise.all(FORMAT_NAMES.map(formatNamed));
const cases = new Map([...casesFiles()].map(([id, file]) => [id, readCases(file)]));
const MANIFESTS = 'manifests/dify';

/** A copy of the fixtures, to be broken: one for all cases, since thousands of files take longer to remove than to judge. */
const root = mkdtempSync(join(tmpdir(), 'property-'));
for (const part of ['manifests', 'compose']) cpSync(join('fixtures', part), join(root, part), { recursive: true });

/** Whole again, also after a case that failed: the smaller ones that are tried next must not meet its edits. */
const mend = (files: readonly string[]): void => {
  for (const file of new Set(files)) cpSync(join('fixtures', file), join(root, file));
};

const judge = (manifests = join(root, MANIFESTS)): Promise<LintResult> =>
  lintSet({
    ...{ manifests, config, today: '2026-01-01' },
    compose: { file: join(root, 'compose', 'docker-compose.yaml'), envFile: join(root, 'compose', '.env') },
  });

/** What was found, whatever the order: the same text for the same findings. A message may name another place, or lines. */
const found = ({ judgement }: LintResult): string[] =>
  judgement.findings
    .map(
      ({ fingerprint, rule, message }) =>
        `${rule.id} ${fingerprint} ${message.replaceAll(/\S+\.\w+:\d+|\blines? \d+(?: and \d+)?/g, 'PLACE')}`,
    )
    .sort();

const show = (result: LintResult): void => {
  for (const format of formats) format(result, { colour: true, version: '0' });
};

describe('a set of well-formed objects', () => {
  test('never breaks a rule or a format, and is judged the same in any order', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(randomObjects, fc.infiniteStream(fc.nat()), async (objects, numbers) => {
      const write = (these: readonly object[]) =>
        writeManifests(Object.fromEntries(these.map((one, index) => [`${index + 100}.json`, JSON.stringify(one)])));
      const result = await judge(await write(objects));
      show(result);
      // Two objects of one name are one fault; which of them is the second one is a matter of order.
      if (found(result).some((line) => line.startsWith('object-duplicate'))) return;
      expect(found(await judge(await write(shuffled(objects, numbers))))).toEqual(found(result));
    });
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('the fixture set, broken in several ways at once', () => {
  test('has the same findings whatever the order of its files and documents', { timeout: 180_000 }, async () => {
    const property = fc.asyncProperty(
      fc.subarray([...cases.keys()], { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      async (ids, numbers) => {
        const edits = ids.flatMap((id) => cases.get(id)?.fixture.edits ?? []).filter(({ file }) => !isConfig(file));
        try {
          for (const edit of edits) apply(edit);
          const result = await judge().catch(unreadable);
          // Two edits at one place may leave what is no YAML: that is for the test below.
          if (result === undefined) return;
          expect(found(await judge(await writeManifests(regrouped(numbers))))).toEqual(found(result));
        } finally {
          mend(edits.map(({ file }) => file));
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});

describe('bytes at random', () => {
  const files = [
    ...readdirSync(join('fixtures', MANIFESTS)).map((name) => join(MANIFESTS, name)),
    join('compose', 'docker-compose.yaml'),
    join('compose', '.env'),
  ];
  const slip = fc.record({
    file: fc.constantFrom(...files),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(20),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .constantFrom('&a', '*a', '<<: *a', '---\n', '\t', '- ', ': ', '{', '"', '|', '!!binary ', '${', '\u0000', '\n')
        .map((text) => Buffer.from(text)),
    ),
  });

  test('in the fixtures yield findings or an error for the user, nothing else', { timeout: 180_000 }, async () => {
    const property = fc.asyncProperty(fc.array(slip, { minLength: 1, maxLength: 3 }), async (slips) => {
      try {
        for (const { file, at, cut, put } of slips) {
          const bytes = readFileSync(join(root, file));
          const offset = Math.floor(at * bytes.length);
          const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset + cut)];
          writeFileSync(join(root, file), Buffer.concat([before, put, after]));
        }
        const result = await judge().catch(unreadable);
        if (result !== undefined) show(result);
      } finally {
        mend(slips.map(({ file }) => file));
      }
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

function unreadable(error: unknown): undefined {
  if (!(error instanceof UsageError)) throw error;
}

const isConfig = (file: string): boolean => file.startsWith('rehearsal');

/** The documents of the set as it is now, in another order, in five files. */
function regrouped(numbers: Iterator<number>): Record<string, string> {
  const documents = readdirSync(join(root, MANIFESTS))
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => readFileSync(join(root, MANIFESTS, name), 'utf8').split(/^---$/m));
  const files = shuffled(documents, numbers).map((text, index) => [`${index % 5}.yaml`, text] as const);
  const byFile = Map.groupBy(files, ([name]) => name);
  return Object.fromEntries([...byFile].map(([name, all]) => [name, all.map(([, text]) => text).join('\n---\n')]));
}

/** An edit that another one has made impossible is left out. */
function apply({ file, replace, by }: TextEdit): void {
  const text = readFileSync(join(root, file), 'utf8');
  if (text.split(replace).length === 2)
    writeFileSync(
      join(root, file),
      text.replace(replace, () => by),
    );
}

function shuffled<T>(all: readonly T[], numbers: Iterator<number>): T[] {
  const keyed = all.map((one) => ({ one, key: numbers.next().value as number }));
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}
