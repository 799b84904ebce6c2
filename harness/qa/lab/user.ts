import { chmod, copyFile, mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandOptions, type CommandResult, command } from '../../provision/exec/index.ts';
import type { LabMachine } from './machine.ts';
import { type LabPlaces, USER } from './places.ts';

/** What every Unix has. */
const EVERYWHERE = ['sh', 'env', 'tar', 'gzip', 'ls', 'cat', 'mkdir', 'rm', 'uname', 'dirname', 'sed'];
/** What the user has installed. kind, k6 and a browser are among it, since this lab has no release server to download them from. */
const INSTALLED = ['node', 'npm', 'npx', 'git', 'docker'];

/** Where authorities of this machine are told of. */
const CERTIFICATES = /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|PIP_CERT|(HTTPS?|NO)_PROXY)$/i;

/**
 * Fills the only folder of the user's `PATH`.
 * @param given further programs: name → path.
 */
export async function givePrograms({ bin }: LabPlaces, given: Readonly<Record<string, string>>): Promise<void> {
  await rm(bin, { recursive: true, force: true });
  await mkdir(bin, { recursive: true });
  for (const name of [...EVERYWHERE, ...INSTALLED]) {
    const { stdout } = await command('which', [name], { env: { PATH: ownPath() } });
    await symlink(await realpath(stdout.trim()), join(bin, name));
  }
  for (const [name, path] of Object.entries(given)) {
    // A copy: the cache of this machine's user is closed to others.
    await copyFile(path, join(bin, name));
    await chmod(join(bin, name), 0o755);
  }
}

/** Without what npm puts before it: the user has this machine's own Node. */
const ownPath = (): string =>
  (process.env.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':');

/** Runs something as the user, who has nothing but a home, those programs and the certificates of this machine. */
export function asUser(
  machine: LabMachine,
  { bin }: LabPlaces,
  argv: readonly string[],
  { folder, ...options }: CommandOptions & { readonly folder: string },
): Promise<CommandResult> {
  const { id, name } = USER;
  const kept = Object.entries(process.env).filter(([key]) => CERTIFICATES.test(key));
  const environment = { HOME: `/home/${name}`, USER: name, LANG: 'C.UTF-8', PATH: bin, ...Object.fromEntries(kept) };
  const words = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  const user = ['setpriv', '--reuid', String(id), '--regid', String(id), '--init-groups', '--no-new-privs'];
  return machine.run([...user, 'env', '--ignore-environment', '--chdir', folder, ...words, ...argv], options);
}
