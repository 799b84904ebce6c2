import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { redact } from '../core/redact.ts';
import { prepare } from './session.ts';

const SET = 'fixtures/manifests/dify';
const session = async (configFile = 'configs/rehearsal.yaml') =>
  prepare({ loaded: loadConfig(configFile), profile: 'full' });

/** The rehearsal's config with a secrets file of the user's own. */
function configWithSecrets(secrets: string): string {
  const place = mkdtempSync(join(tmpdir(), 'session-'));
  writeFileSync(join(place, 'secrets.env'), secrets);
  const text = readFileSync('configs/rehearsal.yaml', 'utf8')
    .replace(/path: \.\.\/fixtures.*/, `path: ${resolve(SET)}\n  secretsFile: secrets.env`)
    .replaceAll('../fixtures', resolve('fixtures'));
  writeFileSync(join(place, 'config.yaml'), text);
  return join(place, 'config.yaml');
}

test("the user's secrets file, when it lacks a name", async () => {
  const configFile = configWithSecrets('DB_PASSWORD=my-own-db-password\n');
  await expect(session(configFile)).rejects.toMatchObject({
    code: 'SECRETS_MISSING',
    message: expect.stringMatching(/SECRET_KEY/),
  });
});

test("the user's own secrets are used unchanged, and cannot be printed", async () => {
  const { secrets } = await session();
  const lines = Object.keys(secrets).map((name) => `${name}=own-${name.toLowerCase()}`);
  const own = await session(configWithSecrets(lines.join('\n')));
  expect(own.secrets.DB_PASSWORD).toBe('own-db_password');
  const secretObject = own.set.objects.find(({ object }) => object.kind === 'Secret');
  expect(JSON.stringify(secretObject)).toContain('own-db_password');
  expect(redact('own-db_password')).toBe('[redacted]');
});
