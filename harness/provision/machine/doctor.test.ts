import { describe, expect, it } from 'vitest';
import type { Found } from '../exec/find.ts';
import type { ToolName } from '../exec/versions.ts';
import { assertReady, judge } from './doctor.ts';
import type { MachineFacts } from './doctor-facts.ts';
import { GIB } from './doctor-model.ts';
import { renderDoctor } from './doctor-render.ts';
import { planItems } from './plan.ts';
import { renderPlan } from './render-plan.ts';
import { debian, machineFacts } from './testing/machine-facts.ts';

const nothing: Found = { rejected: [] };
const there = (name: ToolName): Found => ({
  tool: { name, path: `/usr/bin/${name}`, version: '1.0.0', from: 'PATH' },
  rejected: [],
});
const row = (facts: MachineFacts, id: string, cold = false, cpu?: number) =>
  judge(facts, cold, cpu).rows.find((found) => found.id === id);
const silent: MachineFacts['engine'] = {
  state: 'silent',
  endpoint: 'unix:///var/run/docker.sock',
  from: 'socket',
  reason: 'refused',
};

const running = machineFacts().engine as Extract<MachineFacts['engine'], { state: 'running' }>;
const oldEngine: MachineFacts['engine'] = { ...running, engine: { ...running.engine, version: '19.03.15' } };

describe('judge', () => {
  it('finds nothing wrong with a good machine', () => {
    const report = judge(machineFacts(), false, 1750);
    expect(report.rows.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(report.ready).toBe(true);
  });

  it.each<[string, Partial<MachineFacts>]>([
    ['memory', { memoryBytes: 4 * GIB }],
    ['cores', { cores: 1 }],
    ['disk-cache', { cache: { path: '/c', freeBytes: 4 * GIB, device: 2 } }],
    ['disk-docker', { dockerRoot: { path: '/d', freeBytes: 4 * GIB, device: 2 } }],
    ['loopback', { loopback: 'EADDRNOTAVAIL' }],
    ['cgroups', { cgroups: { version: 1, missing: ['memory'] } }],
    ['privileges', { missingCapabilities: ['CAP_SYS_ADMIN'] }],
    // The running engine is never reconfigured, and with plain runc it can't start kind's node.
    ['privileges', { missingCapabilities: ['CAP_SYS_RESOURCE'] }],
    ['engine', { engine: { ...silent, from: 'DOCKER_HOST' } }],
    ['engine', { engine: { ...silent, state: 'denied' } }],
    ['engine', { engine: oldEngine }],
  ])('a machine with bad %s is not ready, and is told what to type', (id, change) => {
    const report = judge(machineFacts(change), false);
    const found = report.rows.find((line) => line.id === id);
    expect(found?.state).toBe('missing');
    expect(found?.fix).toBeTruthy();
    expect(report.ready).toBe(false);
    expect(() => assertReady(report)).toThrow();
  });

  it('wants more disk for a cold run', () => {
    const facts = machineFacts({ cache: { path: '/c', freeBytes: 10 * GIB, device: 1 } });
    expect(row(facts, 'disk-cache')?.state).toBe('ok');
    expect(row(facts, 'disk-cache', true)?.state).toBe('missing');
  });

  it('says what a missing program builds, and what would do without it', () => {
    const tools = new Map<ToolName, Found>([['go', nothing]]);
    const value = row(machineFacts({ tools, builds: new Map([['go', ['traefik:1']]]) }), 'go')?.value;
    expect(value).toMatch(/builds traefik:1.*images.mirrors.*images.archives/);
  });

  it('asks for the CPU budget only when it is known', () => {
    expect(row(machineFacts(), 'cpu-budget')).toBeUndefined();
    expect(row(machineFacts(), 'cpu-budget', false, 2100)?.state).toBe('missing');
  });

  it('shows a tool that this config does without, and misses it only where a deploy script calls it', () => {
    const tools = new Map<ToolName, Found>([['kubectl', nothing]]);
    const without = machineFacts({ tools, unused: new Map([['kubectl', 'nobody calls it']]) });
    expect(row(without, 'kubectl')).toMatchObject({ state: 'unused' });
    expect(judge(without, false).ready).toBe(true);
    expect(row(machineFacts({ tools }), 'kubectl')).toMatchObject({ state: 'missing' });
  });

  it('says which package has a missing envsubst', () => {
    const facts = machineFacts({ tools: new Map([['envsubst', nothing]]) });
    expect(row(facts, 'envsubst')).toMatchObject({ fix: expect.stringContaining('gettext-base'), automatic: true });
  });

  it('can do without CAP_SYS_RESOURCE while no engine runs', () => {
    const facts = machineFacts({ engine: silent, missingCapabilities: ['CAP_SYS_RESOURCE'] });
    expect(row(facts, 'privileges')?.state).toBe('ok');
    expect(judge(facts, false).ready).toBe(true);
  });

  it("does not judge this machine's kernel for an engine elsewhere", () => {
    const { engine } = machineFacts();
    if (engine.state !== 'running') throw new Error('it runs');
    const remote = { ...engine, engine: { ...engine.engine, endpoint: 'tcp://build:2376' } };
    expect(row(machineFacts({ engine: remote, missingCapabilities: ['CAP_SYS_ADMIN'] }), 'privileges')?.state).toBe(
      'ok',
    );
  });

  it('leaves a missing tool to run only where run can get it', () => {
    const missing = ['k6', 'chromium', 'mmdebstrap', 'go'] as const;
    const tools = new Map<ToolName, Found>(missing.map((name) => [name, nothing]));
    const automatic = (change: Partial<MachineFacts>) =>
      missing.filter((name) => row(machineFacts({ tools, ...change }), name)?.automatic);
    // k6 and Chromium are downloaded, mmdebstrap comes from Debian, and Go from nowhere.
    expect(automatic({})).toEqual(['k6', 'chromium', 'mmdebstrap']);
    const system = { ...debian, root: false };
    expect(automatic({ system })).toEqual(['k6', 'chromium']);
    expect(row(machineFacts({ tools, system }), 'chromium')?.fix).toBe('npx playwright install chromium');
    expect(row(machineFacts({ tools }), 'chromium')?.fix).toContain('apt-get');
  });
});

const PROGRAMS = ['docker', 'kind', 'k6', 'chromium', 'go', 'python3', 'pip', 'mmdebstrap'] as const;

describe('planItems', () => {
  const facts = { system: debian, cacheDir: '/cache', dockerd: false, iptables: false };
  const bare = judge(
    machineFacts({
      engine: { state: 'no-client' },
      tools: new Map(PROGRAMS.map((name) => [name, ['go', 'python3', 'pip'].includes(name) ? there(name) : nothing])),
    }),
    true,
  );

  it('puts the packages first, each once, then the engine, then what is built', () => {
    const { items } = planItems(bare, facts);
    expect(items.map(({ id }) => id)).toEqual(['packages', 'engine', 'tool:kind', 'tool:k6']);
    expect(items[0]?.packages).toEqual(['docker.io', 'iptables', 'chromium-headless-shell', 'mmdebstrap']);
    expect(items.every(({ undo }) => undo.includes('dify-e2e -- prune'))).toBe(true);
  });

  it('downloads the browser where no packages can be installed', () => {
    const system = { ...debian, root: false };
    const report = judge(machineFacts({ tools: new Map([['chromium', nothing]]), system }), false);
    const { items } = planItems(report, { ...facts, system });
    expect(items).toMatchObject([{ id: 'tool:chromium', from: "Playwright's download" }]);
  });

  it('installs no engine that is there already, and the client apart where Debian keeps it apart', () => {
    const { items } = planItems(bare, { ...facts, dockerd: true, system: { ...debian, versionId: '13' } });
    expect(items[0]?.packages).toEqual(['docker-cli', 'iptables', 'chromium-headless-shell', 'mmdebstrap']);
  });

  it('is empty on a good machine', () => {
    const plan = planItems(judge(machineFacts(), false), facts);
    expect(plan.items).toEqual([]);
    expect(renderPlan(plan)).toContain('Nothing');
  });

  it('says of each item where from, where to and how to take it off', () => {
    const text = renderPlan(planItems(bare, facts), 'zh');
    expect(text).toContain('Go module proxy');
    expect(text).toContain('/cache/tools');
    expect(text).toContain('prune --engine');
  });
});

describe('renderDoctor', () => {
  it('shows the command under a missing need, in both languages', () => {
    const report = judge(machineFacts({ cores: 1 }), false);
    expect(renderDoctor(report)).toMatch(/cores\s+MISSING[^\n]*\n {4}next: nproc/);
    expect(renderDoctor(report, 'zh')).toMatch(/CPU 核数\s+缺失[^\n]*\n {4}请执行： nproc/);
  });
});
