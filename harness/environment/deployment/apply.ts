import { ApiException } from '@kubernetes/client-node';
import pRetry from 'p-retry';
import { HarnessError } from '../../core/errors.ts';
import { ownCommand } from '../../core/own-command.ts';
import { type ManifestObject, nameOf } from '../../lib/kube-objects/index.ts';
import type { Stage } from '../../manifests/stages.ts';
import { VerbatimApi } from '../cluster/verbatim-api.ts';
import { type ClusterAccess, kubeConfigOf } from './access.ts';
import { isFinal, serverWords } from './server-words.ts';

export interface ApplyProgress {
  readonly stage: string;
  /** `Deployment dify/dify-api`. */
  readonly object: string;
  /** Objects applied so far, including this one. */
  readonly done: number;
  readonly total: number;
}

export interface ApplyOptions {
  readonly access: ClusterAccess;
  readonly stages: readonly Stage[];
  /** Takes over fields that others have changed; only for the run's own cluster. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly onObject?: (progress: ApplyProgress) => void;
}

/**
 * Applies the stages one after the other, server-side, each object exactly as parsed.
 * @throws HarnessError `APPLY_REFUSED` with file, line and the server's message, or `APPLY_FAILED` if it does not respond.
 */
export async function applyStages(options: ApplyOptions): Promise<void> {
  const { stages, signal, onObject } = options;
  const api = kubeConfigOf(options.access).makeApiClient(VerbatimApi);
  const total = stages.reduce((sum, { objects }) => sum + objects.length, 0);
  let done = 0;
  for (const { title, objects } of stages)
    for (const entry of objects) {
      signal?.throwIfAborted();
      await applyOne(api, entry, options);
      onObject?.({ stage: title, object: nameOf(entry.object), done: ++done, total });
    }
}

async function applyOne(
  api: VerbatimApi,
  entry: ManifestObject,
  { force = false, signal }: ApplyOptions,
): Promise<void> {
  try {
    await pRetry(() => api.apply(entry.object, force), {
      retries: 4,
      minTimeout: 250,
      ...(signal ? { signal } : {}),
      shouldRetry: ({ error }) => !isFinal(error),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw applyError(entry, error);
  }
}

function applyError(entry: ManifestObject, error: unknown): HarnessError {
  const where = `${entry.file}:${entry.line}`;
  const refused = isFinal(error);
  return new HarnessError({
    code: refused ? 'APPLY_REFUSED' : 'APPLY_FAILED',
    message: `${nameOf(entry.object)} (${where}) was ${refused ? 'rejected by the API server' : 'not applied'}`,
    likely: serverWords(error),
    hint: refused
      ? `correct ${where}, then try: kubectl apply --server-side --dry-run=server -f ${entry.file}`
      : ownCommand('diagnose'),
    ...(error instanceof ApiException ? {} : { cause: error }),
  });
}
