import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../provision/exec/index.ts';
import { digestTree } from '../../provision/images/index.ts';

/** What must work from any folder, with the exit codes that mean that it did. `doctor` may find something missing on this machine. */
const COMMANDS: readonly (readonly [args: string, exitCodes: readonly number[], output: RegExp])[] = [
  ['--help', [0], /Usage: dify-e2e/],
  ['run --help', [0], /--manifests/],
  ['lint', [0], /./],
  ['plan', [0], /\d+ checks/],
  ['doctor', [0, 2], /docker/],
];

/**
 * Extracts a package as npm installs it, beside the dependencies of this clone, and starts it in an empty folder.
 * @param folder an empty directory for that.
 * @returns what is wrong, one line each.
 */
export async function installedProblems(archive: string, root: string, folder: string): Promise<string[]> {
  const home = await install(archive, root, join(folder, 'app'));
  const empty = join(folder, 'empty');
  await mkdir(empty);
  const before = await digestTree(home);
  const problems: string[] = [];
  for (const [args, exitCodes, output] of COMMANDS) {
    const program = [join(home, 'dist', 'harness', 'cli', 'main.js'), ...args.split(' ')];
    const { exitCode, stdout, stderr } = await command(process.execPath, program, { cwd: empty, allowFailure: true });
    if (exitCodes.includes(exitCode) && output.test(stdout)) continue;
    problems.push(`dify-e2e ${args} in an empty folder: exit code ${exitCode}\n${stdout}\n${stderr}`);
  }
  if ((await digestTree(home)) !== before) problems.push(`something was written into the package: ${home}`);
  for (const name of await readdir(empty)) problems.push(`${name} was left in the folder of the user`);
  return problems;
}

/** @returns where the package is: `<folder>/node_modules/dify-e2e`. */
async function install(archive: string, root: string, folder: string): Promise<string> {
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'dify-e2e');
  await mkdir(home, { recursive: true });
  await command('tar', ['-xzf', archive, '-C', home, '--strip-components', '1']);
  for (const name of await readdir(join(root, 'node_modules'))) {
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  return home;
}
