import { nameOf } from '../../../manifests/index.ts';
import { unreadAddressFaults } from '../../facts/environment/address-faults.ts';
import { placeholdersOf } from '../../facts/environment/placeholders.ts';
import { whyNobodyReads } from '../../facts/environment/unread-places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Place, placeIn, type Rule } from '../../rule.ts';

interface Unread {
  readonly name: string;
  readonly at: Place;
  readonly why: string;
}

export const settingUnread: Rule = {
  id: 'setting-unread',
  claims: ['ENV-2'],
  severity: 'informational',
  title: 'No setting that would be wrong is left over without a reader',
  rationale:
    'Dify reads only the settings of the vector store, storage and mail provider that are selected. The others have no effect, whatever they say; they start to matter when somebody changes the selection.',
  remediation: 'Remove them, or leave them: they do no harm.',
  source: 'Dify, docker/.env.example; api/extensions/ext_storage.py, ext_mail.py; api/core/rag/datasource/vdb',
  *find(input) {
    const all = unreadOnes(input);
    const [first, ...others] = all.values();
    if (!first) return;
    const shown = [...all.values()].slice(0, 8).map(({ name, why }) => `${name} (${why})`);
    const rest = all.size > shown.length ? ` and ${all.size - shown.length} more` : '';
    yield {
      kind: 'finding',
      at: first.at,
      message: `nothing reads ${shown.join(', ')}${rest}`,
      cause: 'they were copied together with the settings that are read',
      remedy: 'remove them, or leave them: they have no effect',
      related: others.map(({ name, at, why }) => ({ at, message: `${name}: ${why}` })),
    };
  },
};

/** Addresses that don't exist, and placeholders; each place once. */
function unreadOnes(input: LintInput): ReadonlyMap<string, Unread> {
  const found = new Map<string, Unread>();
  const add = (one: Unread): void => {
    const key = `${one.at.object}\0${one.at.field}`;
    if (!found.has(key)) found.set(key, one);
  };
  for (const { variable, unread: why } of unreadAddressFaults(input)) {
    if (why !== undefined) add({ name: variable.name, at: variable.definedAt, why });
  }
  for (const { entry, path } of placeholdersOf(input)) {
    const why = whyNobodyReads(input, nameOf(entry.object), path.join('.'));
    if (why !== undefined) add({ name: `${path.at(-1)}`, at: placeIn(entry, path), why });
  }
  return found;
}
