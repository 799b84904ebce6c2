import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Undo } from '../../core/undo.ts';
import { type CommandOptions, type CommandResult, command } from '../../provision/exec/index.ts';
import { onFirewall, opened } from './firewall.ts';
import { type LabPlaces, USER } from './places.ts';
import { withUser } from './users.ts';

/** A machine in this one: its network, its mounts and its users are its own. It ends with its first process. */
export interface LabMachine {
  /** @returns program and arguments that run something as root in the machine. */
  inside(argv: readonly string[]): string[];
  /** Runs something as root in the machine. @throws HarnessError of the command, unless `allowFailure`. */
  run(argv: readonly string[], options?: CommandOptions): Promise<CommandResult>;
}

/** The point-to-point network between the machines: addresses that are reserved for benchmarks (RFC 2544). */
const OUTER = '198.18.53.1';
const INNER = '198.18.53.2';
const LINK = 'dify-e2e-lab';

/** Pools from which Docker takes its bridge networks. */
const BRIDGES = ['172.16.0.0/12', '192.168.0.0/16'];

/**
 * Makes a machine with an empty engine folder and an empty home. Packets from its user to the engine's networks are dropped, as if
 * they were in a virtual machine, which is how Docker Desktop has them. Nothing of this is seen outside, but for one network link and its rules.
 * @param holder process id of a process that has network and mounts of its own.
 * @throws HarnessError of the command that failed.
 */
export async function furnishMachine(holder: number, places: LabPlaces, undo: Undo): Promise<LabMachine> {
  const machine = machineOf(holder);
  await connect(holder, machine, undo);
  await machine.run(['mount', '-t', 'tmpfs', 'tmpfs', '/run']);
  await mkdir(places.engineData, { recursive: true });
  await mkdir(join(places.home, USER.name), { recursive: true });
  await command('chown', [`${USER.id}:${USER.id}`, join(places.home, USER.name)]);
  await machine.run(['mount', '--bind', places.engineData, '/var/lib/docker']);
  await machine.run(['mount', '--bind', places.home, '/home']);
  const users = await Promise.all([readFile('/etc/passwd', 'utf8'), readFile('/etc/group', 'utf8')]);
  for (const [file, text] of Object.entries(withUser(...users))) {
    const own = join(places.files, file);
    await writeFile(own, text);
    await machine.run(['mount', '--bind', own, `/etc/${file}`]);
  }
  for (const network of BRIDGES) {
    const drop = ['-m', 'owner', '--uid-owner', String(USER.id), '-d', network, '-j', 'DROP'];
    await machine.run(['iptables', '--append', 'OUTPUT', ...drop]);
  }
  return machine;
}

function machineOf(holder: number): LabMachine {
  const inside = (argv: readonly string[]): string[] => [
    'nsenter',
    '--target',
    String(holder),
    '--net',
    '--mount',
    ...argv,
  ];
  return {
    inside,
    run: (argv, options) => {
      const [program = '', ...args] = inside(argv);
      return command(program, args, options);
    },
  };
}

async function connect(holder: number, machine: LabMachine, undo: Undo): Promise<void> {
  // The link goes with the machine; a lab that was killed may have left its rules.
  await onFirewall('--delete', opened(LINK, `${INNER}/32`), true);
  undo.add('firewall rules of the lab', () => onFirewall('--delete', opened(LINK, `${INNER}/32`), true));
  await command('ip', ['link', 'add', LINK, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(holder)]);
  await command('ip', ['address', 'add', `${OUTER}/30`, 'dev', LINK]);
  await command('ip', ['link', 'set', LINK, 'up']);
  await onFirewall('--insert', opened(LINK, `${INNER}/32`));
  await machine.run(['ip', 'link', 'set', 'lo', 'up']);
  await machine.run(['ip', 'address', 'add', `${INNER}/30`, 'dev', 'eth0']);
  await machine.run(['ip', 'link', 'set', 'eth0', 'up']);
  await machine.run(['ip', 'route', 'add', 'default', 'via', OUTER]);
}
