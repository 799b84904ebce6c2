import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import { staleOutput } from '../qa/package/stale-output.ts';

// Part of `npm run build`.
const root = packageRoot();
for (const file of staleOutput(root)) rmSync(join(root, file));
