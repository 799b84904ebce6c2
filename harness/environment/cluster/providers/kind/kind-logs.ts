import { mkdir } from 'node:fs/promises';
import { HarnessError } from '../../../../core/errors.ts';
import { kind } from './kind-cli.ts';

/**
 * Collects the nodes' logs. For one of them kind needs `crictl` on the nodes; the others are kept in any case.
 * @returns whether all of them could be collected.
 */
export async function exportKindLogs(program: string, name: string, dir: string): Promise<boolean> {
  try {
    await mkdir(dir, { recursive: true });
    const args = ['export', 'logs', dir, '--name', name];
    return (await kind(program, args, { allowFailure: true, timeoutMs: 60_000 })).exitCode === 0;
  } catch (error) {
    // Not an error: the caller has a more important one to report.
    if (error instanceof HarnessError) return false;
    throw error;
  }
}
