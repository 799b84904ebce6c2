import { beforeEach, describe, expect, test, vi } from 'vitest';
import { command } from '../../provision/exec/command.ts';
import type { StandInHost } from './host.ts';
import { startStandIns } from './start.ts';
import type { StandIn } from './types.ts';

vi.mock('../../provision/exec/command.ts', () => ({ command: vi.fn() }));

const host = {} as StandInHost;
const result = (stdout: string) => ({ exitCode: 0, stdout, stderr: '' });

/** A stand-in whose looks come out like this, one after the other; the last one again and again. */
function standIn(name: StandIn['name'], ...looks: (string | Error)[]): StandIn {
  let turn = 0;
  const verify = async (): Promise<string> => {
    const look = looks[Math.min(turn++, looks.length - 1)] ?? '';
    if (look instanceof Error) throw look;
    return look;
  };
  const ledger = {
    part: name,
    kind: 'stand-in',
    real: 'r',
    used: 'image:1',
    source: 'packages',
    differences: [],
  } as const;
  const endpoint = { host: '127.0.0.1', port: 1 };
  return { name, ports: [1], start: async () => ({ name, containerId: `id-${name}`, endpoint, ledger, verify }) };
}

function docker(state: string, logs = ''): void {
  vi.mocked(command).mockImplementation(async (_, [verb]) => result(verb === 'inspect' ? state : logs));
}
beforeEach(() => {
  vi.mocked(command).mockReset();
});

describe('a stand-in', () => {
  test('is started when it has written and read back, and its version goes into the ledger', async () => {
    docker('running');
    const refused = new Error('ECONNREFUSED');
    const [redis] = await startStandIns(host, [standIn('redis', refused, 'Redis 7.0.15')]);
    expect(redis?.ledger).toMatchObject({ part: 'redis', used: 'Redis 7.0.15, image:1' });
  });

  test('whose container has ended is given up at once, with its last log lines', async () => {
    docker('exited', 'bad config file\nbye');
    const start = startStandIns(host, [standIn('postgres', new Error('ECONNREFUSED'))]);
    await expect(start).rejects.toMatchObject({
      code: 'WAIT_HOPELESS',
      message: expect.stringMatching(/stand-in postgres .*exited/),
      details: ['bad config file', 'bye'],
    });
  });

  test('whose container is gone is given up too', async () => {
    docker('');
    const start = startStandIns(host, [standIn('s3', new Error('ECONNREFUSED'))]);
    await expect(start).rejects.toMatchObject({ message: expect.stringContaining('gone') });
  });

  test('that does not start at all ends all of them: none is taken for started', async () => {
    const broken: StandIn = {
      ...standIn('milvus', 'Milvus 2'),
      start: async () => Promise.reject(new Error('no image')),
    };
    await expect(startStandIns(host, [standIn('redis', 'Redis 7'), broken])).rejects.toThrow('no image');
  });

  test('that fails does not leave others starting behind: they would outlive the clean-up', async () => {
    const ended: string[] = [];
    const slow = standIn('redis', 'Redis 7');
    const start: StandIn['start'] = async (on) => {
      await new Promise((resolve) => setImmediate(resolve));
      ended.push('redis');
      return slow.start(on);
    };
    const broken: StandIn = { ...slow, name: 's3', start: async () => Promise.reject(new Error('no image')) };
    await expect(startStandIns(host, [broken, { ...slow, start }])).rejects.toThrow('no image');
    expect(ended).toEqual(['redis']);
  });
});
