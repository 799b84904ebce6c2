import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessError } from '../../core/errors.ts';
import { cpuBudget } from './budget.ts';
import { cacheDir, ensureCacheDir, pruneCache } from './cache.ts';
import { missingCapabilities, readMissingOfEngine } from './capabilities.ts';
import { enabledControllers } from './doctor-facts.ts';
import { aptError, parseInstalled, parseRemovals } from './packages.ts';
import { identify, isAlive, parseStat } from './process.ts';
import { readState, updateState } from './state.ts';
import { parseOsRelease } from './system.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'machine-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('cache', () => {
  it('is where the environment says, always absolute', () => {
    expect(cacheDir({ DIFY_E2E_CACHE: 'x', XDG_CACHE_HOME: '/y' })).toBe(join(process.cwd(), 'x'));
    expect(cacheDir({ XDG_CACHE_HOME: '/y' })).toBe('/y/dify-e2e');
    expect(cacheDir({ XDG_CACHE_HOME: '' })).toMatch(/^\/.*\.cache\/dify-e2e$/);
  });

  it('that cannot be created, as in a read-only home, is an error with the next command', async () => {
    // Below a file nobody, not even root, creates a directory.
    await expect(ensureCacheDir(join(import.meta.filename, 'cache'))).rejects.toMatchObject({
      code: 'CACHE_NOT_WRITABLE',
      hint: expect.stringContaining('DIFY_E2E_CACHE'),
    });
  });

  it('prunes the named parts and nothing that is not ours', async () => {
    await Promise.all(['go', 'tools', 'photos'].map((name) => mkdir(join(folder, name))));
    expect((await pruneCache(['go', 'parts'], folder)).map(({ part }) => part)).toEqual(['go']);
    expect((await pruneCache(['go', 'tools', 'engine'], folder)).map(({ part }) => part)).toEqual(['tools']);
    await expect(rm(join(folder, 'photos'), { recursive: true })).resolves.toBeUndefined();
  });
});

describe('capabilities', () => {
  it.each([
    ['000001ffffffffff', []],
    ['000001fffeffffff', ['CAP_SYS_RESOURCE']],
    ['00000000a80425fb', ['CAP_NET_ADMIN', 'CAP_SYS_ADMIN', 'CAP_SYS_RESOURCE']],
  ])('%s', (mask, missing) => expect(missingCapabilities(`Name:\tx\nCapBnd:\t${mask}\n`)).toEqual(missing));

  it('says nothing of an engine whose process is elsewhere, or whose file names another program', async () => {
    const file = join(folder, 'docker.pid');
    expect(await readMissingOfEngine(file)).toEqual([]);
    await writeFile(file, `${process.pid}\n`);
    expect(await readMissingOfEngine(file)).toEqual([]);
  });
});

describe('processes', () => {
  it('reads the start time behind a program name with brackets and spaces', () => {
    const fields = ['S', ...Array.from({ length: 18 }, (_, index) => String(index)), '4711', '0'];
    expect(parseStat(`12 (a) b (c)) ${fields.join(' ')}\n`)).toEqual({ state: 'S', startTicks: '4711' });
  });

  it('is not taken in by a later process with the same id', async () => {
    const own = await identify(process.pid);
    if (!own) throw new Error('this process runs');
    expect(await isAlive(own)).toBe(true);
    expect(await isAlive({ ...own, startTicks: '1' })).toBe(false);
    expect(await isAlive({ ...own, bootId: 'another boot' })).toBe(false);
  });
});

describe('record of the setup', () => {
  it('keeps what was written, and refuses to guess from a broken one', async () => {
    const added = { name: 'chromium', requested: true, installedAt: '2026-01-01' };
    await updateState(folder, (before) => ({ ...before, packages: [added] }));
    expect((await readState(folder)).packages).toEqual([added]);
    await writeFile(join(folder, 'machine.json'), '{"packages": 3}');
    await expect(readState(folder)).rejects.toMatchObject({ code: 'MACHINE_STATE_UNREADABLE' });
  });
});

describe('packages', () => {
  it('counts only fully installed packages', () => {
    expect(parseInstalled('chromium ii \ndocker.io rc \niptables iU \n')).toEqual(['chromium']);
  });

  it('reads what a removal would take along', () => {
    expect(parseRemovals('NOTE: simulation\nRemv docker.io [20.10]\nRemv runc [1.1]\n')).toEqual(['docker.io', 'runc']);
  });

  it('tells a missing network from a package that does not fit', () => {
    const failed = (line: string): HarnessError =>
      new HarnessError({ code: 'COMMAND_FAILED', message: 'apt-get failed', details: [line] });
    expect(aptError(['x'], failed("Err:1 Could not resolve 'mirror.example'")).code).toBe('APT_UNREACHABLE');
    expect(aptError(['x'], failed('E: Unable to locate package x')).code).toBe('APT_FAILED');
  });
});

describe('small readers', () => {
  it('reads os-release with and without quotes', () => {
    expect(parseOsRelease('ID=debian\nVERSION_ID="12"\n# x\n')).toEqual({ ID: 'debian', VERSION_ID: '12' });
  });

  it('leaves out a controller that is compiled in but off', () => {
    expect(enabledControllers('#subsys\thier\tn\tenabled\ncpu\t3\t2\t1\nmemory\t0\t1\t0\n')).toEqual(['cpu']);
  });

  it('adds up the CPU budget', () => {
    expect(cpuBudget(1750, 2)).toEqual({ neededMilli: 1750, availableMilli: 2000, spareMilli: 250, fits: true });
    expect(cpuBudget(2001, 2).fits).toBe(false);
  });
});
