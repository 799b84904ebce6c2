import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { ProduceJob } from '../engine.ts';
import { folderWith } from '../testing/fake-engine.ts';
import type { LayerContext } from './layer.ts';
import { pipLayer } from './pip.ts';

const LAYER = { kind: 'pip' as const, name: 'packages', requirements: ['flask==3'], python: '3.12' };
afterEach(() => vi.unstubAllEnvs());

async function make(pipImage?: string) {
  const folder = await folderWith({});
  const jobs: ProduceJob[] = [];
  const context = {
    recipe: { name: 'dify-api', ...(pipImage ? { pipImage } : {}) },
    arch: 'amd64',
    tools: { python: join(folder, 'no-python') },
    engine: { produce: async (job: ProduceJob) => void jobs.push(job) },
    signal: new AbortController().signal,
    progress: () => undefined,
  } as unknown as LayerContext;
  await pipLayer.make(LAYER, context, join(folder, 'content'));
  return { jobs, folder };
}

test('without Python here, the pip of the stock image installs the packages', async () => {
  vi.stubEnv('PIP_INDEX_URL', 'https://index.test/simple');
  vi.stubEnv('PIP_CERT', '/etc/company.pem');
  vi.stubEnv('PIP_FIND_LINKS', '/opt/wheels');
  const { jobs, folder } = await make('python:3.12-slim');
  expect(jobs).toEqual([expect.objectContaining({ image: 'python:3.12-slim', to: join(folder, 'content') })]);
  expect(jobs[0]?.argv.slice(0, 4)).toEqual(['python3', '-m', 'pip', 'install']);
  expect(jobs[0]?.env).toMatchObject({ PIP_INDEX_URL: 'https://index.test/simple', PIP_CERT: '/tmp/ca.pem' });
  expect(jobs[0]?.env).not.toHaveProperty('PIP_FIND_LINKS');
  expect(jobs[0]?.files).toMatchObject({ '/etc/company.pem': '/tmp/ca.pem' });
});

test('without Python here and without a stock image, the error says what to install', async () => {
  await expect(make()).rejects.toMatchObject({ code: 'PIP_FAILED', hint: expect.stringContaining('python3-pip') });
});
