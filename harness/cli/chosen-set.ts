import { type LoadedConfig, loadConfig } from '../core/config/index.ts';
import { withVariant } from '../qa/set-changes/variants/apply.ts';
import { titleOf, variantNamed } from '../qa/set-changes/variants/catalogue.ts';

export interface SetOptions {
  readonly config: string;
  readonly variant?: string | undefined;
}

/** @returns the config that was asked for; with a variant, that of the changed copy, and what the report says of it. */
export async function chosenSet({
  config,
  variant: id,
}: SetOptions): Promise<{ loaded: LoadedConfig; setTitle?: string }> {
  const loaded = loadConfig(config);
  if (id === undefined) return { loaded };
  const variant = variantNamed(id);
  return { loaded: await withVariant(loaded, variant), setTitle: titleOf(variant) };
}
