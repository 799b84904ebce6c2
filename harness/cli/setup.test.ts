import confirm from '@inquirer/confirm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import type { SetupItem } from '../provision/machine/index.ts';
import type { Session } from '../run/session.ts';
import { inspectMachine, type Setup } from '../run/setup.ts';
import { agreeToSetup } from './setup.ts';
import { captureOutput } from './testing/capture-output.ts';

vi.mock('@inquirer/confirm', () => ({ default: vi.fn() }));
vi.mock('../run/setup.ts', () => ({ inspectMachine: vi.fn() }));

const { signal } = new AbortController();
const session = { config: loadConfig('configs/rehearsal.yaml').config } as Session;
const engine: SetupItem = {
  ...{ id: 'packages', kind: 'packages', what: 'docker.io iptables', from: 'Debian 12 (apt-get)', to: '/usr' },
  ...{ sizeMb: 330, seconds: 40, undo: 'dify-e2e prune --packages' },
};
const terminal = process.stdin.isTTY;
let printed: ReturnType<typeof captureOutput>;

function machine(isTTY: boolean, ...items: SetupItem[]): Setup {
  process.stdin.isTTY = isTTY;
  const setup = { cacheDir: '/cache', plan: { items } } as unknown as Setup;
  vi.mocked(inspectMachine).mockResolvedValue(setup);
  return setup;
}

beforeEach(() => {
  printed = captureOutput();
  vi.mocked(confirm).mockReset();
});
afterEach(() => {
  process.stdin.isTTY = terminal;
  vi.restoreAllMocks();
});

test('if nothing is missing, nothing is printed and nobody is asked', async () => {
  const setup = machine(true);
  expect(await agreeToSetup(session, { signal })).toBe(setup);
  expect(printed.err).toBe('');
  expect(confirm).not.toHaveBeenCalled();
});

describe('where something is missing', () => {
  test.each([
    ['in a terminal', true, undefined],
    ['with --yes', true, true],
    ['without a terminal', false, undefined],
  ])('%s it first says what is installed where, and how to remove it', async (_, isTTY, yes) => {
    machine(isTTY, engine);
    let saidBefore = '';
    vi.mocked(confirm).mockImplementation(async () => {
      saidBefore = printed.err;
      return true;
    });
    await agreeToSetup(session, { signal, ...(yes === undefined ? {} : { yes }) });
    for (const fact of ['docker.io iptables', 'apt-get', '/usr', 'prune --packages'])
      expect(printed.err).toContain(fact);
    expect(confirm).toHaveBeenCalledTimes(isTTY && !yes ? 1 : 0);
    if (isTTY && !yes) expect(saidBefore).toContain('docker.io');
    expect(printed.out).toBe('');
  });

  test('no means no: a usage error that says what to do instead', async () => {
    machine(true, engine);
    vi.mocked(confirm).mockResolvedValue(false);
    await expect(agreeToSetup(session, { signal })).rejects.toMatchObject({
      name: 'UsageError',
      code: 'SETUP_DECLINED',
      hint: expect.stringContaining('doctor'),
    });
  });
});
