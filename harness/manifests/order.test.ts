import fc from 'fast-check';
import { dump } from 'js-yaml';
import { expect, test } from 'vitest';
import type { ManifestSet } from '../lib/kube-objects/index.ts';
import { loadManifests } from './load.ts';
import { writeManifests } from './testing/sets.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const object = fc.record({
  apiVersion: fc.constantFrom('v1', 'apps/v1'),
  kind: fc.constantFrom('ConfigMap', 'Deployment', 'Whatever'),
  metadata: fc.record({ name, namespace: name }),
  data: fc.dictionary(name, fc.constantFrom('x', 'yes', '1', '', 'a\nb\n')),
});

/** Objects, each with the file that it goes to; twice, in two orders and with other files. */
const placings = fc
  .array(object, { minLength: 1, maxLength: 12 })
  .chain((objects) => fc.tuple(...[0, 1].map(() => placing(objects))));

function placing(objects: readonly object[]) {
  const shuffled = fc.shuffledSubarray([...objects], { minLength: objects.length });
  const files = fc.array(fc.constantFrom('a.yaml', 'b.yml', 'c.yaml'), { minLength: 12, maxLength: 12 });
  return fc.tuple(shuffled, files);
}

async function setOfPlaced([objects, files]: readonly [readonly unknown[], readonly string[]]): Promise<ManifestSet> {
  const byFile = Map.groupBy(objects, (_, index) => files.at(index % files.length) ?? 'a.yaml');
  const texts = [...byFile].map(([file, placed]) => [file, placed.map((one) => dump(one)).join('---\n')] as const);
  return loadManifests(await writeManifests(Object.fromEntries(texts)));
}

const contentOf = (set: ManifestSet): string[] => set.objects.map((entry) => JSON.stringify(entry.object)).sort();

test('the order of files and documents changes nothing of the set of objects', async () => {
  const property = fc.asyncProperty(placings, async ([one, other]) => {
    if (!one || !other) throw new Error('expected two placings');
    expect(contentOf(await setOfPlaced(one))).toEqual(contentOf(await setOfPlaced(other)));
  });
  await fc.assert(property, { numRuns: 50 });
});
