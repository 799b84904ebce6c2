import { mkdir } from 'node:fs/promises';
import { HarnessError } from '../../../../core/errors.ts';
import { kind } from './kind-cli.ts';

/**
 * Collects the nodes' logs. kind wants `crictl` on the nodes for one of them; what it could collect is kept all the same.
 * @returns whether all of them could be collected.
 */
export async function exportKindLogs(program: string, name: string, dir: string): Promise<boolean> {
  try {
    await mkdir(dir, { recursive: true });
    const args = ['export', 'logs', dir, '--name', name];
    return (await kind(program, args, { allowFailure: true, timeoutMs: 60_000 })).exitCode === 0;
  } catch (error) {
    // Logs are a by-product: whoever asks for them has a more important error to report.
    if (error instanceof HarnessError) return false;
    throw error;
  }
}
