import { join } from 'node:path';
import { ownCommand } from '../../core/own-command.ts';
import { programsNamed } from '../exec/find.ts';
import { releaseHere } from '../exec/obtain.ts';
import { TOOLS, type ToolName, type ToolPin } from '../exec/versions.ts';
import { wheelName } from '../exec/wheel.ts';
import type { DoctorReport } from './doctor-model.ts';
import { readSystem, type SystemFacts } from './system.ts';

/** Something that a run will install on the machine. */
export interface SetupItem {
  readonly id: string;
  readonly kind: 'packages' | 'engine' | 'tool';
  /** Names of packages, or the tool with its version. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** Approximate disk usage. */
  readonly sizeMb: number;
  /** Approximate duration on 2 cores. */
  readonly seconds: number;
  /** The command that uninstalls it. */
  readonly undo: string;
  readonly packages?: readonly string[];
  readonly tool?: ToolName;
}

export interface SetupPlan {
  readonly items: readonly SetupItem[];
}

/** What the plan needs besides the doctor's report. */
export interface PlanFacts {
  readonly system: SystemFacts;
  readonly cacheDir: string;
  /** Whether `dockerd` and `iptables` are installed. */
  readonly dockerd: boolean;
  readonly iptables: boolean;
}

/** @returns what `setUpMachine` will do on this machine; empty if nothing is missing. Changes nothing. */
export async function planSetup(report: DoctorReport, cacheDir: string): Promise<SetupPlan> {
  const [system, dockerd, iptables] = await Promise.all([
    readSystem(),
    programsNamed('dockerd'),
    programsNamed('iptables'),
  ]);
  return planItems(report, { system, cacheDir, dockerd: dockerd.length > 0, iptables: iptables.length > 0 });
}

/** @returns the plan derived from these facts: packages first, then the engine, then what is built. */
export function planItems(report: DoctorReport, facts: PlanFacts): SetupPlan {
  const missing = report.rows.filter((row) => row.state === 'missing' && row.automatic).map(({ id }) => id);
  const engine = missing.includes('engine');
  const tools = missing.filter((id): id is ToolName => id in TOOLS);
  const packages = [
    ...(engine ? enginePackages(facts) : []),
    ...tools
      .filter((name) => fromDebian(name, facts))
      .flatMap((name) => (name === 'docker' ? enginePackages(facts) : (TOOLS[name].apt ?? []))),
  ];
  return {
    items: [
      ...(packages.length > 0 ? [packageItem([...new Set(packages)], facts.system)] : []),
      ...(engine ? [engineItem(facts)] : []),
      ...tools
        .filter((name) => name !== 'kubectl' && !fromDebian(name, facts))
        .map((name) => toolItem(name, facts.cacheDir)),
    ],
  };
}

/** kubectl may be a by-product of the node image: getting it here would delay everything else. */
const fromDebian = (name: ToolName, { system }: PlanFacts): boolean =>
  TOOLS[name].apt !== undefined && system.root && system.debian && system.apt;

function enginePackages({ system, dockerd, iptables }: PlanFacts): string[] {
  // From Debian 13 on, the client is a separate package that docker.io only recommends.
  const client = system.id === 'debian' && Number(system.versionId) >= 13 ? ['docker-cli'] : [];
  return [...(dockerd ? [] : ['docker.io']), ...client, ...(iptables ? [] : ['iptables'])];
}

/** Installed size with dependencies and time to install, measured on Debian 12. */
const PACKAGE_COST: Readonly<Record<string, { sizeMb: number; seconds: number }>> = {
  'docker.io': { sizeMb: 330, seconds: 40 },
  chromium: { sizeMb: 450, seconds: 60 },
  'python3-pip': { sizeMb: 15, seconds: 10 },
};

function packageItem(packages: readonly string[], system: SystemFacts): SetupItem {
  const cost = packages.map((name) => PACKAGE_COST[name] ?? { sizeMb: 5, seconds: 5 });
  return {
    id: 'packages',
    kind: 'packages',
    what: packages.join(' '),
    from: `${system.name} (apt-get)`,
    to: '/usr',
    sizeMb: cost.reduce((sum, { sizeMb }) => sum + sizeMb, 0),
    seconds: cost.reduce((sum, { seconds }) => sum + seconds, 15),
    undo: ownCommand('prune --packages'),
    packages,
  };
}

function engineItem({ system, cacheDir }: PlanFacts): SetupItem {
  const daemon = { from: 'dockerd', to: `/var/lib/docker, log and config in ${join(cacheDir, 'engine')}` };
  return {
    id: 'engine',
    kind: 'engine',
    what: 'Docker engine',
    ...(system.systemd ? { from: 'systemctl start docker', to: '/var/lib/docker' } : daemon),
    sizeMb: 0,
    seconds: 30,
    undo: ownCommand('prune --engine'),
  };
}

/** In the order in which they are tried. */
function sourcesOf(pin: ToolPin): string {
  const release = releaseHere(pin) ? ['release download'] : [];
  const wheel = pin.wheel ? [wheelName(pin.wheel)] : [];
  return [...release, ...wheel, 'Go module proxy'].join(', otherwise ');
}

function toolItem(name: ToolName, cacheDir: string): SetupItem {
  const pin = TOOLS[name];
  return {
    id: `tool:${name}`,
    kind: 'tool',
    what: `${name} ${pin.version ?? ''}`.trim(),
    from: name === 'chromium' ? "Playwright's download" : sourcesOf(pin),
    to: name === 'chromium' ? "Playwright's cache" : join(cacheDir, 'tools'),
    sizeMb: pin.sizeMb ?? 0,
    seconds: pin.buildSeconds ?? 0,
    undo: name === 'chromium' ? 'npx playwright uninstall' : ownCommand('prune'),
    tool: name,
  };
}
