import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { generatePassword, generateSecrets, randomText, readSecrets } from './secrets.ts';

const file = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets.env');
  writeFileSync(path, text);
  return path;
};

describe('generated values', () => {
  const names = ['SECRET_KEY', 'INIT_PASSWORD', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'DB_PASSWORD', 'MADE_UP'];

  test('there is one for every name, and no other', () => {
    expect(Object.keys(generateSecrets(names))).toEqual(names);
  });

  test("keep to the limits of Dify's setup form and of S3", () => {
    const { INIT_PASSWORD, S3_ACCESS_KEY, S3_SECRET_KEY, SECRET_KEY } = generateSecrets(names);
    expect(INIT_PASSWORD?.length).toBeLessThanOrEqual(30);
    expect(S3_ACCESS_KEY?.length).toBeLessThanOrEqual(20);
    expect(S3_SECRET_KEY?.length).toBeLessThanOrEqual(40);
    expect(SECRET_KEY?.length).toBeGreaterThanOrEqual(42);
  });

  test('are letters and digits only, because some of them are used in URLs', () => {
    for (const value of Object.values(generateSecrets(names))) expect(value).toMatch(/^[A-Za-z0-9]+$/);
    expect(randomText(5000)).toMatch(/^[A-Za-z0-9]{5000}$/);
  });

  test('are different each time', () => {
    const values = [...Object.values(generateSecrets(names)), ...Object.values(generateSecrets(names))];
    expect(new Set(values).size).toBe(2 * names.length);
  });

  test("a password always passes Dify's rule: eight characters, a letter, a digit", () => {
    for (let turn = 0; turn < 50; turn += 1) expect(generatePassword()).toMatch(/^(?=.*[a-zA-Z])(?=.*\d).{8,}$/);
  });
});

describe("the user's own file", () => {
  test('provides its values unchanged', () => {
    expect(readSecrets(file('# mine\nDB_PASSWORD="with space"\nMORE=x\n'), ['DB_PASSWORD'])).toMatchObject({
      DB_PASSWORD: 'with space',
    });
  });

  test('without all the values is a usage error that names every missing one, and no value', () => {
    const path = file('DB_PASSWORD=geheim-1234\nSECRET_KEY=\n');
    const read = () => readSecrets(path, ['SECRET_KEY', 'DB_PASSWORD', 'REDIS_PASSWORD']);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(`${path} has no value for SECRET_KEY, REDIS_PASSWORD`);
    expect(read).not.toThrow(/geheim/);
  });

  test('that does not exist is a usage error with its name', () => {
    expect(() => readSecrets('/nowhere/secrets.env', [])).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        code: 'SECRETS_UNREADABLE',
        likely: expect.stringContaining('ENOENT'),
      }),
    );
  });
});

test('an INIT_PASSWORD that Dify would never accept is refused', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets.env');
  writeFileSync(file, `INIT_PASSWORD=${'x'.repeat(31)}\n`);
  expect(() => readSecrets(file, ['INIT_PASSWORD'])).toThrow(
    expect.objectContaining({ code: 'INIT_PASSWORD_TOO_LONG' }),
  );
});
