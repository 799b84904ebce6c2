import { expect, test } from 'vitest';
import { packNames } from '../packs.ts';
import { packDocs } from './packs.ts';

test('the docs list each pack', () => {
  for (const name of packNames()) expect(packDocs()).toContain(`\n## \`${name}\``);
});
