import { describe, expect, it } from 'vitest';
import { type EngineStatus, readInfo } from './engine.ts';
import { defaultSpec, engineConfig } from './engine-config.ts';
import { engineBlocker, tooOld } from './engine-errors.ts';
import { debian } from './testing/machine-facts.ts';

const place = { endpoint: 'unix:///var/run/docker.sock', from: 'socket' as const };
const said = (stdout: object, stderr = '', exitCode = 0) => ({ exitCode, stdout: JSON.stringify(stdout), stderr });

describe('readInfo', () => {
  it('reads a running engine', () => {
    const status = readInfo(said({ ServerVersion: '28.0.0', Driver: 'overlay2', CgroupVersion: '2' }), place);
    expect(status).toMatchObject({ state: 'running', engine: { version: '28.0.0', cgroupVersion: '2' } });
  });

  it('tells a refused user from a silent engine', () => {
    const denied = said({ ServerVersion: '' }, 'permission denied while trying to connect', 1);
    expect(readInfo(denied, place).state).toBe('denied');
    // Older clients put the error into the answer and exit with 0.
    const silent = said({ ServerVersion: '', ServerErrors: ['Cannot connect to the Docker daemon'] });
    expect(readInfo(silent, place)).toMatchObject({ state: 'silent', reason: 'Cannot connect to the Docker daemon' });
    expect(readInfo({ exitCode: 1, stdout: 'no json', stderr: '' }, place).state).toBe('silent');
  });
});

describe('engineBlocker', () => {
  const silent: EngineStatus = { state: 'silent', ...place, reason: 'refused' };

  it('lets root on Debian set one up', () => {
    expect(engineBlocker(silent, debian)).toBeUndefined();
    expect(engineBlocker({ state: 'no-client' }, debian)).toBeUndefined();
  });

  it.each([
    ['ENGINE_PERMISSION_DENIED', { ...silent, state: 'denied' as const }, debian],
    ['ENGINE_UNREACHABLE', { ...silent, from: 'DOCKER_HOST' as const }, debian],
    ['ENGINE_UNREACHABLE', { ...silent, from: 'context' as const }, debian],
    ['ENGINE_NEEDS_ROOT', silent, { ...debian, root: false }],
    ['ENGINE_UNKNOWN_SYSTEM', silent, { ...debian, debian: false }],
    ['ENGINE_UNKNOWN_SYSTEM', silent, { ...debian, apt: false }],
    ['ENGINE_NOT_RUNNING', silent, { ...debian, platform: 'darwin' as const }],
  ])('%s', (code, status, system) => {
    const blocker = engineBlocker(status, system);
    expect(blocker?.code).toBe(code);
    expect(blocker?.hint).toBeTruthy();
  });
});

describe('what a user without root is told to type', () => {
  const user = { ...debian, root: false, systemd: true };
  const silent: EngineStatus = { state: 'silent', ...place, reason: 'Cannot connect to the Docker daemon' };

  it('where Docker is not installed', () => {
    const blocker = engineBlocker({ state: 'no-client' }, user);
    expect(blocker).toMatchObject({ code: 'ENGINE_NEEDS_ROOT', message: expect.stringContaining('not installed') });
    expect(blocker?.hint).toMatch(/apt-get install .*docker.io.*usermod/);
  });

  it('where the daemon is down', () => {
    expect(engineBlocker(silent, user)).toMatchObject({
      hint: 'sudo systemctl start docker',
      details: [silent.reason],
    });
    expect(engineBlocker(silent, { ...user, systemd: false })?.hint).toBe('sudo dockerd &');
  });
});

describe('the size of the engine', () => {
  it('is what docker info says, not what this machine has', () => {
    const answer = said({ ServerVersion: '28.0.0', NCPU: 4, MemTotal: 2_097_152_000 });
    expect(readInfo(answer, place)).toMatchObject({ engine: { cores: 4, memoryBytes: 2_097_152_000 } });
  });
});

describe('tooOld', () => {
  it.each(['19.03.13', '18.09.1-ce', '20.03.0'])('refuses %s and says what to do', (version) => {
    expect(tooOld({ version })).toMatchObject({
      code: 'ENGINE_TOO_OLD',
      hint: expect.stringContaining('docker version'),
    });
  });
  it.each(['20.10.24+dfsg1', '28.2.2', '25.0.0-rc.1', 'dev'])('takes %s', (version) => {
    expect(tooOld({ version })).toBeUndefined();
  });
});

describe('engineConfig', () => {
  const spec = { ...defaultSpec('/cache'), settings: { bridge: 'none' } };

  it("keeps the machine's own settings and adds the wrapper only where it is needed", () => {
    const own = { 'data-root': '/big', runtimes: { other: { path: '/other' } } };
    expect(engineConfig(spec, own)).toMatchObject({ 'data-root': '/big', bridge: 'none' });
    expect(engineConfig(spec, own)).not.toHaveProperty('default-runtime');
    expect(engineConfig(spec, own, '/cache/engine/runc-wrapper')).toMatchObject({
      'default-runtime': 'dify-e2e',
      runtimes: { other: { path: '/other' }, 'dify-e2e': { path: '/cache/engine/runc-wrapper' } },
    });
  });

  it('does not displace a runtime that was chosen on purpose', () => {
    expect(() => engineConfig(spec, { 'default-runtime': 'runsc' }, '/w')).toThrow(/runsc/);
    expect(engineConfig(spec, { 'default-runtime': 'runsc' })).toHaveProperty('default-runtime', 'runsc');
  });
});
