import { describe, expect, test } from 'vitest';
import { partText } from '../../testing/dify-text.ts';
import { API, api, said } from '../../testing/saying-dify.ts';

describe('broker', () => {
  const broker = (url: string, more: Record<string, string> = {}) =>
    said(api({ REDIS_HOST: 'redis.internal', REDIS_PASSWORD: 'p@ss/w', CELERY_BROKER_URL: url, ...more }));

  test('compares the password after decoding', async () => {
    expect(await broker('redis://:p%40ss%2Fw@redis.internal:6379/1')).toEqual([]);
    expect(await broker('redis://user:p%40ss%2Fw@redis.internal/1')).toEqual([]);
    expect(await broker('redis://:other@redis.internal:6379/1')).toEqual([
      expect.stringContaining('differs from REDIS_PASSWORD'),
    ]);
    expect(await broker('redis://redis.internal:6379/1')).toEqual([
      expect.stringContaining('differs from REDIS_PASSWORD'),
    ]);
  });

  test('a correct but unencoded password is one finding', async () => {
    expect(await broker('redis://:p@ss/w@redis.internal:6379/1')).toEqual([expect.stringContaining('not URL-encoded')]);
  });

  test('another Redis has another password', async () => {
    expect(await broker('redis://:other@queue.internal:6379/1')).toEqual([
      expect.stringContaining('queue.internal:6379'),
    ]);
  });

  test('a URL without a database uses database 0, like the cache', async () => {
    expect(await broker('redis://:p%40ss%2Fw@redis.internal:6379')).toEqual([expect.stringContaining('database 0')]);
  });
});

describe('queues', () => {
  const ALL =
    'dataset,priority_dataset,priority_pipeline,pipeline,mail,ops_trace,app_deletion,plugin,workflow_storage,conversation,workflow,schedule_poller,schedule_executor,triggered_workflow_dispatcher,trigger_refresh_executor,retention';
  const worker = (name: string, env: Record<string, string>) =>
    partText('worker', { name, env: { MODE: 'worker', ...env } });

  test('two workers together consume all queues', async () => {
    const [first, ...rest] = ALL.split(',');
    const texts = [
      worker('dify-worker', { CELERY_QUEUES: first ?? '' }),
      worker('dify-worker-2', { CELERY_WORKER_QUEUES: rest.join(',') }),
    ];
    expect(await said(...texts)).toEqual([]);
    expect(await said(texts[0] ?? '')).toEqual([expect.stringContaining('retention')]);
  });

  test('one worker without a list consumes all queues', async () => {
    expect(await said(worker('dify-worker', {}), worker('dify-worker-2', { CELERY_QUEUES: 'dataset' }))).toEqual([]);
  });

  test('-Q in the command counts', async () => {
    const command = 'command: [celery, -A, app.celery, worker, -Q, "dataset,mail"]';
    expect(await said(partText('worker', { container: command }))).toEqual([
      expect.stringContaining('priority_dataset'),
    ]);
  });

  test('an older Dify has fewer queues', async () => {
    const env = { MODE: 'worker', CELERY_QUEUES: 'dataset,mail,ops_trace,app_deletion' };
    const old = (part: 'api' | 'worker', more: Record<string, string>) =>
      partText(part, { image: 'langgenius/dify-api:1.0.0', env: more });
    expect(await said(old('api', API), old('worker', env))).toEqual([]);
  });
});
