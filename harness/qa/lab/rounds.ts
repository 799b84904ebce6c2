import { performance } from 'node:perf_hooks';
import type { LabMachine } from './machine.ts';
import { type LabPlaces, USER } from './places.ts';
import { processesOf } from './processes.ts';
import { asUser } from './user.ts';

/** One thing that the user does. */
export interface Round {
  readonly title: string;
  /** Directory in the machine. */
  readonly folder: string;
  readonly argv: readonly string[];
}

export interface RoundResult {
  readonly title: string;
  readonly seconds: number;
  /** What is not as it must be, one line each. */
  readonly problems: readonly string[];
}

/** Runs are half an hour at most. */
const LIMIT_MS = 30 * 60_000;

/** Runs a round as the user, and looks at what it left behind. A run of the harness ends with 0 only if it is a GO. */
export async function playRound(
  { title, folder, argv }: Round,
  machine: LabMachine,
  places: LabPlaces,
  { signal, onLine }: { readonly signal: AbortSignal; onLine(line: string): void },
): Promise<RoundResult> {
  onLine(`lab: ${title}`);
  const started = performance.now();
  const options = { folder, allowFailure: true, timeoutMs: LIMIT_MS, signal, onLine };
  const { exitCode } = await asUser(machine, places, argv, options);
  const seconds = Math.round((performance.now() - started) / 1000);
  const problems = exitCode === 0 ? [] : [`exit code ${exitCode}`];
  return { title, seconds, problems: [...problems, ...(await leftBehind(machine))] };
}

/** What a run must have removed; caches are volumes and images, which stay. */
async function leftBehind(machine: LabMachine): Promise<string[]> {
  const containers = await machine.run(['docker', 'ps', '--all', '--format', '{{.Names}}']);
  const networks = await machine.run(['docker', 'network', 'ls', '--filter', 'type=custom', '--format', '{{.Name}}']);
  const processes = await processesOf(USER.id);
  return [
    ...lines(containers.stdout).map((name) => `left behind: container ${name}`),
    ...lines(networks.stdout).map((name) => `left behind: network ${name}`),
    ...processes.map((line) => `left behind: process ${line}`),
  ];
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
