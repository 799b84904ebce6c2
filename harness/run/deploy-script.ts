import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { HarnessError } from '../core/errors.ts';
import { command } from '../provision/exec/index.ts';

export interface DeployScript {
  /** Folder of the manifest set; its `deploy.sh` is run. */
  readonly set: string;
  /** Directory for the secrets file and the tool links; removed with the run. */
  readonly state: string;
  /** Contains only the cluster under test. */
  readonly kubeconfig: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** A program that acts as `kubectl` when called by that name. */
  readonly kubectl: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  onLine(line: string): void;
}

/**
 * Runs the team's own deploy.sh, as they would: `deploy.sh <secrets file>`.
 * @throws HarnessError `DEPLOY_SCRIPT_FAILED` with its last lines: the script is under test, too.
 */
export async function runDeployScript(script: DeployScript): Promise<readonly string[]> {
  const secretsFile = join(script.state, 'secrets.env');
  const lines = Object.entries(script.secrets).map(([name, value]) => `${name}='${value}'`);
  await writeFile(secretsFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  await chmod(secretsFile, 0o600);
  const { stdout } = await command(join(script.set, 'deploy.sh'), [secretsFile], {
    cwd: script.set,
    env: { KUBECONFIG: script.kubeconfig, PATH: await pathWithKubectl(script) },
    timeoutMs: script.timeoutMs,
    signal: script.signal,
    onLine: script.onLine,
  }).catch((error: unknown) => {
    throw failed(error);
  });
  return stdout.split('\n').filter((line) => line.startsWith('==>'));
}

/** A script that can't be started is not at fault. */
function failed(error: unknown): unknown {
  if (!(error instanceof HarnessError) || error.code === 'COMMAND_NOT_FOUND') return error;
  const { message, details } = error;
  return new HarnessError({ code: 'DEPLOY_SCRIPT_FAILED', message, details, cause: error });
}

async function pathWithKubectl({ state, kubectl }: DeployScript): Promise<string> {
  const bin = join(state, 'bin');
  await mkdir(bin, { recursive: true });
  await symlink(kubectl, join(bin, 'kubectl'));
  return [bin, process.env.PATH ?? ''].join(delimiter);
}
