import { HarnessError } from '../../core/errors.ts';
import { command } from '../../provision/exec/index.ts';

/** util-linux, iproute2, iptables, Docker's daemon and Debian's tools: the machine in the machine is made with them. */
const PROGRAMS = [
  'unshare',
  'nsenter',
  'setpriv',
  'ip',
  'iptables',
  'dockerd',
  'docker',
  'apt-get',
  'dpkg-deb',
  'python3',
];

/** @throws HarnessError `LAB_NOT_POSSIBLE` with everything that is missing. */
export async function assertPossible(user = process.getuid?.(), programs: readonly string[] = PROGRAMS): Promise<void> {
  const looked = programs.map(async (name) =>
    (await command('which', [name], { allowFailure: true })).exitCode === 0 ? [] : [name],
  );
  const missing = (await Promise.all(looked)).flat().map((name) => `${name} is not installed`);
  const details = user === 0 ? missing : ['this user is not root', ...missing];
  if (details.length === 0) return;
  throw new HarnessError({
    code: 'LAB_NOT_POSSIBLE',
    message: 'the lab can make no user, no network and no engine of its own here',
    details,
    hint: 'run it as root on Debian, with a Docker engine: npm run lab:laptop',
  });
}
