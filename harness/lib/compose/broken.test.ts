import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../errors/index.ts';
import { loadCompose } from './index.ts';
import { BROKEN } from './testing/broken-projects.ts';
import { generatedProject } from './testing/generated-projects.ts';
import { writeProject } from './testing/projects.ts';

async function refusal(files: Readonly<Record<string, string>>): Promise<{ code: string; details: string[] }> {
  const main = await writeProject({ files });
  const error = await loadCompose(main).catch((caught: unknown) => caught);
  if (!(error instanceof UsageError)) throw new Error('it was accepted');
  return { code: error.code, details: error.details.map((line) => line.replaceAll(`${join(main, '..')}/`, '')) };
}

describe('whatever docker compose rejects is rejected with a place', () => {
  test.each(Object.entries(BROKEN))('%s', async (_, { files }) => {
    const { code, details } = await refusal(files);
    expect(code).toMatch(/^COMPOSE_/);
    for (const line of details) expect(line).toMatch(/^[^:]+:\d+: \S/);
  });
});

test('all problems are reported at once', async () => {
  const { details } = await refusal({
    'compose.yaml':
      'services:\n  a:\n    image: ${\n    ports: ["x"]\n    env_file: [none.env, a.env]\n  b:\n    extends: aa\n    volumes: ["vol::/b"]\n',
    'a.env': 'A="open',
  });
  expect(details.map((line) => line.split(':', 2).join(':')).sort()).toEqual([
    'a.env:1',
    'compose.yaml:3',
    'compose.yaml:4',
    'compose.yaml:5',
    'compose.yaml:7',
    'compose.yaml:8',
  ]);
});

test('a circular extends is reported with each of its lines', async () => {
  const { code, details } = await refusal({
    'compose.yaml': 'services:\n  a:\n    extends: {file: b.yml, service: b}\n',
    'b.yml': 'services:\n  b:\n    extends:\n      file: compose.yaml\n      service: a\n',
  });
  expect(code).toBe('COMPOSE_CYCLE');
  expect(details).toEqual(['compose.yaml:3: circular extends: a (compose.yaml:3) → b (b.yml:3) → a (compose.yaml:3)']);
});

test('a circular include is reported with each of its lines', async () => {
  const { details } = await refusal({
    'compose.yaml': 'services: {a: {image: i}}\ninclude:\n  - b.yml\n',
    'b.yml': 'include: [compose.yaml]\n',
  });
  expect(details).toEqual([
    'b.yml:1: circular include: compose.yaml → b.yml (compose.yaml:3) → compose.yaml (b.yml:1)',
  ]);
});

test('a missing file outside the directory is reported, and a misspelled service has a suggestion', async () => {
  const { code, details } = await refusal({
    'compose.yaml':
      'services:\n  api: {image: i}\n  a: {extends: {file: ../none.yml, service: b}}\n  b: {extends: apo}\n',
  });
  expect(code).toBe('COMPOSE_EXTENDS_MISSING');
  expect(details[0]).toMatch(/^compose\.yaml:3: extends: the file .*none\.yml does not exist$/);
  expect(details[1]).toBe('compose.yaml:4: extends: compose.yaml has no service "apo"; did you mean "api"?');
});

test('an alias bomb', async () => {
  const levels = 'bcdefghij'.split('').map((name, index) => {
    const below = `*${'abcdefghij'[index]}`;
    return `x-${name}: &${name} [${Array.from({ length: 10 }, () => below).join(', ')}]\n`;
  });
  const { code, details } = await refusal({
    'compose.yaml': `x-a: &a [1, 2]\n${levels.join('')}services: {a: {image: i}}\n`,
  });
  expect([code, details.length]).toEqual(['COMPOSE_UNREADABLE', 1]);
});

test('files that include each other exponentially', async () => {
  const files = Array.from({ length: 20 }, (_, index) => [
    `${index}.yml`,
    `include: [{path: ${index + 1}.yml}, ${index + 1}.yml]\nservices: {s${index}: {image: i}}\n`,
  ]);
  const { details } = await refusal({
    'compose.yaml': 'include: [0.yml]\n',
    ...Object.fromEntries(files),
    '20.yml': 'services: {a: {image: i}}\n',
  });
  expect(details.at(-1)).toMatch(/more than 1000/);
});

test.each([
  ['a binary file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1])],
  ['UTF-16', Buffer.from('\uFEFFservices:', 'utf16le')],
  ['a huge file', Buffer.alloc(100 * 1024 * 1024, 'a: b\n')],
])('%s', async (_, content) => {
  const main = await writeProject({ files: { 'compose.yaml': '' } });
  writeFileSync(main, content);
  await expect(loadCompose(main)).rejects.toMatchObject({ code: 'COMPOSE_UNREADABLE' });
});

test('a missing file, a directory and a missing env file', async () => {
  const main = await writeProject({ files: { 'compose.yaml': 'services: {a: {image: i}}' } });
  mkdirSync(join(main, '..', 'directory.yaml'));
  await expect(loadCompose(join(main, '..', 'none.yaml'))).rejects.toMatchObject({ code: 'COMPOSE_NOT_FOUND' });
  await expect(loadCompose(join(main, '..', 'directory.yaml'))).rejects.toMatchObject({ code: 'COMPOSE_UNREADABLE' });
  await expect(loadCompose(main, { envFile: 'none.env' })).rejects.toMatchObject({ code: 'COMPOSE_ENV_FILE_MISSING' });
});

test('no message contains a secret', async () => {
  const { details } = await refusal({
    'compose.yaml': 'services: {a: {environment: {P: "${1P:-hunter2}", Q: "${Q:-hunter2"}}}',
  });
  expect(details.join('\n')).not.toContain('hunter2');
});

test('any edit of a project is either resolved or rejected with a UsageError', async () => {
  const edit = fc.record({
    file: fc.nat(5),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    gone: fc.nat(12),
    by: fc.constantFrom(
      '',
      ':',
      '- ',
      '\n',
      '{',
      '}',
      '[',
      '"',
      "'",
      '$',
      '*one',
      '&one ',
      '!reset ',
      '  ',
      '<<: ',
      '\t',
      '0',
      'null',
      '|',
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      generatedProject,
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      async ({ files, options }, edits) => {
        const texts = { ...files };
        for (const { file, at, gone, by } of edits) {
          const name = Object.keys(texts)[file] ?? 'compose.yaml';
          const text = texts[name] ?? '';
          const start = Math.floor(at * text.length);
          texts[name] = text.slice(0, start) + by + text.slice(start + gone);
        }
        const outcome = await loadCompose(await writeProject({ files: texts }), options).catch(
          (error: unknown) => error,
        );
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UsageError);
      },
    ),
    { numRuns: 100 },
  );
});
