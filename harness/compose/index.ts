import type { ComposeProject } from './types.ts';

export type * from './types.ts';

export interface ComposeOptions {
  /** The `.env`; absent = the one beside the Compose file, if there is one. */
  readonly envFile?: string;
  /** Enabled profiles. */
  readonly profiles?: readonly string[];
}

/** Reads a Compose deployment. */
export async function loadCompose(file: string, _options: ComposeOptions = {}): Promise<ComposeProject> {
  return { file, services: new Map() };
}
