import { describe, expect, test } from 'vitest';
import { loadManifests } from '../manifests/index.ts';
import { writeManifests } from '../manifests/testing/sets.ts';
import { maskLine } from './facts/secrets/mask-line.ts';
import { Quotes } from './quote.ts';

describe('a line of no Secret', () => {
  test.each([
    ['a plain value', 'DB_PASSWORD: hunter2', undefined, 'DB_PASSWORD: [redacted]'],
    ['a quoted one with blanks', '  "SECRET_KEY": "a b c" # old', undefined, '  "SECRET_KEY": [redacted]'],
    ['an assignment', 'REDIS_PASSWORD=hunter2', undefined, 'REDIS_PASSWORD=[redacted]'],
    ['a list entry of Compose', '  - DB_PASSWORD=hunter2', undefined, '  - DB_PASSWORD=[redacted]'],
    [
      'a map on one line',
      'environment: { DB_PASSWORD: hunter2, A: b }',
      undefined,
      'environment: { DB_PASSWORD: [redacted], A: b }',
    ],
    [
      'an entry on one line',
      'env: [{ name: DB_PASSWORD, value: "x y" }]',
      undefined,
      'env: [{ name: DB_PASSWORD, value: [redacted] }]',
    ],
    ['an entry on two', '  value: hunter2', '- name: DB_PASSWORD', '  value: [redacted]'],
    ['a URL', 'BROKER: redis://:hunter2@host:6379/1', undefined, 'BROKER: redis://:[redacted]@host:6379/1'],
    ['a default', 'DB_PASSWORD: ${DB_PASSWORD:-hunter2}', undefined, 'DB_PASSWORD: [redacted]'],
  ])('%s is masked', (_, line, before, masked) => {
    expect(maskLine(line, before)).toBe(masked);
  });

  test.each([
    ['a placeholder', 'DB_PASSWORD: ${DB_PASSWORD}', undefined],
    ['a reference', 'secretKeyRef: { name: dify-secret, key: DB_PASSWORD }', undefined],
    ['its key', '  key: DB_PASSWORD', 'name: dify-secret'],
    ['a setting that is no secret', 'LOG_LEVEL: INFO', undefined],
    ['an entry that is none', '  value: INFO', '- name: LOG_LEVEL'],
    ['a switch', 'RESET_PASSWORD: "true"', undefined],
  ])('%s stays', (_, line, before) => {
    expect(maskLine(line, before)).toBe(line);
  });
});

describe('lines of a Secret', () => {
  const text = `apiVersion: v1
kind: Secret
metadata: { name: a }
stringData:
  LOG_LEVEL: value-one
  BLOCK: |
    value-two
    key: value-three
  REF: \${REF}
---
apiVersion: v1
kind: Secret
metadata: { name: b }
data: { LOG_LEVEL: dmFsdWUtZm91cg==, OTHER: dmFsdWU= }
type: Opaque
`;
  const quotes = async (content: string) => {
    const root = await writeManifests({ 'a.yaml': content });
    const set = await loadManifests(root);
    return { quotes: new Quotes(set), file: set.objects[0]?.file ?? '' };
  };

  test('are masked whatever their names are, in blocks and on one line; the keys stay', async () => {
    const { quotes: quoted, file } = await quotes(text);
    const all = quoted.around({ file, position: { line: 8, column: 3 } }, 100) ?? '';
    expect(all).not.toMatch(/value-|dmFs/);
    for (const kept of ['LOG_LEVEL: [redacted]', 'BLOCK: |', 'REF: ${REF}', 'data: [redacted]', 'type: Opaque'])
      expect(all).toContain(kept);
  });

  test('one long line is cut around the column', async () => {
    const { quotes: quoted, file } = await quotes(
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { A: 'x'.repeat(9000) } }),
    );
    const quote = quoted.around({ file, position: { line: 1, column: 60 } }) ?? '';
    expect(quote.length).toBeLessThan(500);
    expect(quote).toContain('^');
  });

  test('a file that is not there, and a line beyond the end, are not quoted', async () => {
    const { quotes: quoted, file } = await quotes(text);
    expect(quoted.around({ file: '/nowhere.yaml', position: { line: 1, column: 1 } })).toBeUndefined();
    expect(quoted.around({ file, position: { line: 999, column: 1 } })).toBeUndefined();
  });
});
