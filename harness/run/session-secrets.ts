import { type Config, fromConfig, type LoadedConfig, redisAddressOf, standInSecrets } from '../core/config/index.ts';
import {
  fillSecrets,
  type ManifestSet,
  type Provision,
  placeholders,
  placeIn,
  provideSecrets,
} from '../manifests/index.ts';
import { adoptedSecrets } from './adopted-secrets.ts';
import { generateSecrets, readSecrets } from './secrets.ts';

type Values = Readonly<Record<string, string>>;

/** A set with the secrets of a run. */
export interface FilledSet {
  /** As it is applied: also with the Secrets that a controller would make in production. */
  readonly set: ManifestSet;
  /** As it is written: what static rules judge. */
  readonly written: ManifestSet;
  readonly provided: Omit<Provision, 'set'>;
  /** What the run adds so that the set has its namespace. */
  readonly notes: readonly string[];
  /** Everything that stand-ins and checks must know. */
  readonly secrets: Values;
  /** What Compose is filled with: a value that the set itself has is compared with it, so it is not taken over. */
  readonly forCompose: Values;
}

/**
 * Values from the user's file, from the set itself, or generated, in this order.
 * @throws UsageError `SECRETS_UNREADABLE` or `SECRETS_MISSING`.
 */
export function secretsOf({ config, file }: Pick<LoadedConfig, 'config' | 'file'>, raw: ManifestSet): FilledSet {
  const placed = placeIn(raw, config.manifests.namespace, config.lint.kubernetesVersion);
  const { set, ...provided } = provideSecrets(placed.set, redisAddressOf(config));
  const given = secretsFor(config, file, [...placeholders(raw), ...placeholders(set)]);
  const filled = fillSecrets(set, given);
  const own = adoptedSecrets(config, set, filled);
  const needed = standInSecrets(config).filter((name) => !(name in given));
  const missing = secretsFor(
    config,
    file,
    config.manifests.secretsFile ? needed.filter((name) => !(name in own)) : needed,
  );
  return {
    ...{ set: filled, written: fillSecrets(raw, given), provided, notes: placed.notes },
    secrets: { ...missing, ...own, ...given },
    forCompose: { ...missing, ...given },
  };
}

function secretsFor(config: Config, file: string, names: readonly string[]): Record<string, string> {
  const own = config.manifests.secretsFile;
  return own ? readSecrets(fromConfig(file, own), new Set(names)) : generateSecrets(new Set(names));
}
