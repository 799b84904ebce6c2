import { type Environment, storageOf } from '../../../harness/index.ts';
import type { InPod } from '../cluster/pod-http.ts';

/** What is stored under a prefix and contains a text, as the worker sees it. */
export interface StoredText {
  readonly names: readonly string[];
  /** `the bucket`, `the volume`. */
  readonly place: string;
}

/** @returns undefined for a storage that the harness has no client for. */
export async function findStored(
  { config }: Environment,
  inPod: InPod,
  prefix: string,
  text: string,
): Promise<StoredText | undefined> {
  const storage = storageOf(config);
  if (storage === 's3') {
    const { keys } = await inPod<{ keys: string[] }>('worker', 's3.py', { action: 'find', key: prefix, text });
    return { names: keys, place: 'the bucket' };
  }
  if (storage === 'volume') {
    const found = await inPod<{ files: string[] }>('worker', 'stored_files.py', { action: 'find', name: prefix, text });
    return { names: found.files, place: 'the volume' };
  }
  return undefined;
}
