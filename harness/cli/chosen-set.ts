import type { LoadedConfig } from '../core/config/index.ts';
import { keptChange } from '../qa/set-changes/kept-copy.ts';
import { titleOf } from '../qa/set-changes/set-change.ts';
import { variantNamed } from '../qa/set-changes/variants.ts';
import { type OwnSet, ownConfig } from './own-config.ts';

export interface SetOptions extends OwnSet {
  readonly variant?: string | undefined;
}

/** @returns the chosen config; with a variant, that of the changed copy, and what the report says about it. */
export async function chosenSet({
  variant: id,
  ...set
}: SetOptions): Promise<{ loaded: LoadedConfig; setTitle?: string }> {
  const loaded = await ownConfig(set);
  if (id === undefined) return { loaded };
  const variant = variantNamed(id);
  return { loaded: await keptChange(loaded, variant), setTitle: titleOf(variant) };
}
