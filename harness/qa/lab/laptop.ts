import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Undo } from '../../core/undo.ts';
import { command } from '../../provision/exec/index.ts';
import type { ImageStore } from '../../provision/images/index.ts';
import { engineArguments, removeContainers, waitForEngine } from './engine.ts';
import { lookAlikes, nameIn, publishLookAlikes } from './look-alikes.ts';
import { furnishMachine, type LabMachine } from './machine.ts';
import { type LabPlaces, labPlaces, REGISTRY, USER } from './places.ts';
import { startOwned, waitForEndOf } from './processes.ts';
import { namesInRegistry, registryArguments, registryProgram } from './registry.ts';
import { playRound, type Round, type RoundResult } from './rounds.ts';
import { givePrograms } from './user.ts';

export interface LaptopLab {
  /** The repository; its last commit is what the user clones. */
  readonly root: string;
  /** Public name → recipe, as the config's `images.substitutes`. */
  readonly substitutes: Readonly<Record<string, string>>;
  /** Makes the look-alikes, on this machine. */
  readonly store: ImageStore;
  /** Programs that the user has besides Node, git and Docker: name → path. */
  readonly programs: Readonly<Record<string, string>>;
  readonly quick: boolean;
  readonly signal: AbortSignal;
  onLine(line: string): void;
}

const HOME = `/home/${USER.name}`;
/** Programs, containers and mounts end slowly. */
const UNDO_MS = 240_000;

/**
 * Runs the harness as people have it: a user without rights but for Docker's, an engine without images, a registry with the public ones.
 * Needs root on Debian. Everything but the registry's folder is gone afterwards.
 * @throws HarnessError `LAB_NOT_POSSIBLE`, or of what failed before the user could begin.
 */
export async function laptopLab(lab: LaptopLab): Promise<RoundResult[]> {
  const places = labPlaces();
  const undo = new Undo();
  try {
    await seed(lab, places);
    const machine = await startMachine(places, undo);
    await givePrograms(places, lab.programs);
    const results: RoundResult[] = [];
    for (const round of await rounds(lab, places)) results.push(await playRound(round, machine, places, lab));
    return results;
  } finally {
    for (const failure of await undo.run(UNDO_MS)) lab.onLine(`lab: not undone: ${failure}`);
  }
}

/** Once for all labs: the registry keeps what it has. */
async function seed({ store, substitutes, root, onLine }: LaptopLab, places: LabPlaces): Promise<void> {
  const all = lookAlikes(substitutes);
  const undo = new Undo();
  const program = await registryProgram(places);
  await startOwned([program, ...(await registryArguments(places))], { ...places, undo }, 'registry');
  try {
    const there = await namesInRegistry();
    const missing = all.filter(
      ({ ref }) =>
        !there.includes(
          nameIn('', ref)
            .replace(/:[^:]*$/, '')
            .slice(1),
        ),
    );
    if (missing.length === 0) return;
    onLine(`lab: seeding the registry with ${missing.length} look-alikes`);
    await publishLookAlikes(missing, { store, registry: REGISTRY, fixtures: join(root, 'fixtures', 'look-alikes') });
  } finally {
    await undo.run(UNDO_MS);
  }
}

async function startMachine(places: LabPlaces, undo: Undo): Promise<LabMachine> {
  const { files, engineData, home, bin } = places;
  const remove = async () => {
    for (const folder of [engineData, home, bin]) await rm(folder, { recursive: true, force: true });
  };
  await remove();
  undo.add('files of the lab', remove);
  const own = { files, undo };
  const first = ['unshare', '--net', '--mount', '--propagation', 'private', 'sleep', 'infinity'];
  const machine = await furnishMachine(await startOwned(first, own, 'machine'), places, undo);
  const registry = [await registryProgram(places), ...(await registryArguments(places))];
  await startOwned(machine.inside(registry), own, 'registry');
  await startOwned(machine.inside(['dockerd', ...(await engineArguments(places))]), own, 'engine');
  await waitForEngine(machine);
  undo.add('containers of the lab', () => removeContainers(machine));
  undo.add('programs of the user', () => waitForEndOf(USER.id));
  return machine;
}

/** The clone, cold and warm; then the package, installed in a folder of its own. */
async function rounds({ root, quick, signal }: LaptopLab, { home }: LabPlaces): Promise<Round[]> {
  const own = join(home, USER.name);
  await command('git', ['clone', '--quiet', root, join(own, 'clone')], { signal });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', own];
  const { stdout } = await command('npm', pack, { cwd: root, signal });
  const archive = basename(/"filename": "([^"]+)"/.exec(stdout)?.[1] ?? '');
  await mkdir(join(own, 'installed'));
  await command('chown', ['--recursive', `${USER.id}:${USER.id}`, own], { signal });
  const [clone, installed] = [`${HOME}/clone`, `${HOME}/installed`];
  const short = quick ? ['--quick'] : [];
  const e2e = ['npm', 'run', 'e2e', '--', ...short];
  return [
    { title: 'npm ci', folder: clone, argv: ['npm', 'ci'] },
    { title: 'npm run e2e, nothing pulled or built before', folder: clone, argv: e2e },
    { title: 'npm run e2e again', folder: clone, argv: e2e },
    { title: 'npm install of the package', folder: installed, argv: ['npm', 'install', `../${archive}`] },
    {
      title: 'dify-e2e run, installed',
      folder: installed,
      argv: ['npx', 'dify-e2e', 'run', '--yes', '--scope', 'auto', ...short],
    },
  ];
}
