import { type LoadedConfig, loadConfig } from '../core/config/index.ts';
import { keptChange } from '../qa/set-changes/kept-copy.ts';
import { titleOf } from '../qa/set-changes/set-change.ts';
import { variantNamed } from '../qa/set-changes/variants.ts';

export interface SetOptions {
  readonly config: string;
  readonly variant?: string | undefined;
}

/** @returns the chosen config; with a variant, that of the changed copy, and what the report says about it. */
export async function chosenSet({
  config,
  variant: id,
}: SetOptions): Promise<{ loaded: LoadedConfig; setTitle?: string }> {
  const loaded = loadConfig(config);
  if (id === undefined) return { loaded };
  const variant = variantNamed(id);
  return { loaded: await keptChange(loaded, variant), setTitle: titleOf(variant) };
}
