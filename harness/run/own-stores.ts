import { type Config, STORE_NAMES, type StoreName, storeOf, vectorStoreOf } from '../core/config/index.ts';
import type { LedgerEntry } from '../core/model/run.ts';
import { containerOf, type ManifestSet } from '../manifests/index.ts';
import type { ResolvedImage } from '../provision/images/index.ts';

type Images = ReadonlyMap<string, ResolvedImage>;

/** @returns an entry for each store that the set runs itself: no stand-in took its place, the set's own was tested. */
export function ownStores(config: Config, set: ManifestSet, images: Images): LedgerEntry[] {
  return STORE_NAMES.flatMap((store) => {
    const place = storeOf(config, store);
    if (place.where !== 'inside') return [];
    const { kind, name } = place.workload;
    const ref = containerOf(set, place.workload)?.image;
    const image = ref === undefined ? undefined : images.get(ref);
    return [
      {
        part: partOf(config, store),
        kind: 'own',
        real: `${kind} ${name} of the set${ref ? ` (${ref})` : ''}`,
        used: image ? `the same: ${image.tag} (${image.id.slice(0, 19)})` : 'the same',
        source: image?.source ?? 'harness',
        differences: image?.recipe ? [`its image is built from packages (recipe ${image.recipe})`] : [],
      },
    ];
  });
}

/** As checks name it in `needs`: a vector store by its kind. */
const partOf = (config: Config, store: StoreName): string =>
  store === 'vectors' ? (vectorStoreOf(config) ?? store) : store;
