import { expect, test } from 'vitest';
import { containerdNodes } from './containerd.ts';
import type { NodeAccess } from './types.ts';

function nodes(stdout = '') {
  const calls: string[] = [];
  const exec: NodeAccess['exec'] = async (node, argv) => {
    calls.push(`${node}: ${argv.slice(3).join(' ')}`);
    return { exitCode: 0, stdout, stderr: '' };
  };
  return { calls, ...containerdNodes(exec) };
}

test('a frozen container is resumed', async () => {
  const { calls, freezeContainer } = nodes();
  const frozen = await freezeContainer('n1', 'abc');
  await frozen[Symbol.asyncDispose]();
  expect(calls).toEqual(['n1: task pause abc', 'n1: task resume abc']);
});

test('a container is killed, not asked to end', async () => {
  const { calls, killContainer } = nodes();
  await killContainer('n1', 'abc');
  expect(calls).toEqual(['n1: task kill --signal SIGKILL abc']);
});

test('an image gets its second name on every node, by full names, and loses it again', async () => {
  const { calls, tagImage } = nodes();
  const tag = await tagImage(['n1', 'n2'], 'redis:7', 'r.test/x:1');
  await tag[Symbol.asyncDispose]();
  expect(calls).toEqual([
    'n1: images tag --force docker.io/library/redis:7 r.test/x:1',
    'n2: images tag --force docker.io/library/redis:7 r.test/x:1',
    'n1: images rm r.test/x:1',
    'n2: images rm r.test/x:1',
  ]);
});

test.each([
  ['an index', { manifests: [{ digest: 'sha256:m' }] }, ['sha256:i', 'sha256:m']],
  ['a manifest', undefined, ['sha256:m']],
  ['a configuration', { rootfs: { diff_ids: [] } }, ['sha256:c']],
])("the digest of an image's configuration is found from %s", async (_, first, asked) => {
  const answers = [first, { config: { digest: 'sha256:c' }, layers: [] }].flatMap((one) =>
    one ? [JSON.stringify(one)] : [],
  );
  const calls: string[] = [];
  const { imageConfigDigest } = containerdNodes(async (_node, argv) => {
    calls.push(argv.at(-1) ?? '');
    return { exitCode: 0, stderr: '', stdout: answers.shift() ?? '' };
  });
  expect(await imageConfigDigest('n1', asked[0] ?? '')).toBe('sha256:c');
  expect(calls).toEqual(asked);
});

test('content that is no image is the harness’s problem, not the deployment’s', async () => {
  const { imageConfigDigest } = nodes('{}');
  await expect(imageConfigDigest('n1', 'sha256:0')).rejects.toMatchObject({ whose: 'harness' });
});
