import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../core/config/index.ts';
import { packageRoot } from '../../core/package-root.ts';
import { recipeBook } from '../../provision/images/index.ts';
import { opened } from './firewall.ts';
import { lookAlikes, nameIn, recipesOf } from './look-alikes.ts';
import { assertPossible } from './possible.ts';
import { processesOf } from './processes.ts';
import { withUser } from './users.ts';

const root = packageRoot();
const { config } = loadConfig(join(root, 'configs', 'rehearsal.yaml'));
const all = lookAlikes(config.images.substitutes);

test('the registry gets every public image that a rehearsal needs and the stock images of the recipes, but none of Dify', async () => {
  const recipe = await recipeBook(join(root, 'fixtures', 'images')).recipe('runtime');
  const published = Object.keys(config.images.substitutes).filter((ref) => !ref.startsWith('localhost/'));
  expect(Object.keys(recipesOf(all)).sort()).toEqual(
    [...published, ...Object.values(recipe.stock?.images ?? {})].sort(),
  );
});

test('each has a Dockerfile', () => {
  for (const { dockerfile } of all)
    expect(existsSync(join(root, 'fixtures', 'look-alikes', dockerfile, 'Dockerfile'))).toBe(true);
});

test.each([
  ['redis:7', 'r.test/library/redis:7'],
  ['minio/minio:1', 'r.test/minio/minio:1'],
])('%s is where a mirror of Docker Hub has it', (ref, name) => expect(nameIn('r.test', ref)).toBe(name));

test('the user is in the docker group alone, whoever else is in it here', async () => {
  const { passwd, group } = withUser('root:x:0:0::/root:/bin/sh\n', 'root:x:0:\ndocker:x:998:ann,bob\n');
  expect(passwd).toBe('root:x:0:0::/root:/bin/sh\nlab:x:4711:4711::/home/lab:/bin/sh\n');
  expect(group).toBe('root:x:0:\nlab:x:4711:\ndocker:x:998:lab\n');
});

test('a machine without docker group gets one', () => {
  expect(withUser('', 'root:x:0:\n').group).toContain('docker:x:4712:lab\n');
});

test('every rule of the firewall names the link of the lab, so that it meets nobody else', () => {
  for (const rule of opened('lab0', '198.51.100.2/32')) expect(rule).toContain('lab0');
});

test('everything that a lab lacks is said at once', async () => {
  await expect(assertPossible(1000, ['sh', 'no-such-program'])).rejects.toMatchObject({
    code: 'LAB_NOT_POSSIBLE',
    details: ['this user is not root', 'no-such-program is not installed'],
  });
  await expect(assertPossible(0, ['sh'])).resolves.toBeUndefined();
});

test('the processes of a user are found', async () => {
  const own = process.getuid?.() ?? 0;
  expect((await processesOf(own)).join('\n')).toContain('node');
  expect(await readFile('/proc/self/status', 'utf8')).toContain(`Uid:\t${own}`);
});
