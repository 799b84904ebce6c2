import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../core/package-root.ts';
import { command } from '../provision/exec/index.ts';
import { packageProblems } from '../qa/package/contents.ts';
import { installedProblems } from '../qa/package/installed.ts';

/** What is read at run time besides the program itself. */
const NEEDED = [
  'configs/**/*.{yaml,json,js,ts}',
  'schemas/*.json',
  'e2e/programs/*',
  'harness/report/templates/*',
  'fixtures/{compose,machine,outside}/**/*',
  'fixtures/manifests/dify/**/*',
  'fixtures/{doubles,images}/**/*',
];
const NOT_NEEDED = ['**/tests/**', '**/*.test.ts', '**/testing/**', '**/__pycache__/**'];

const packed = z.array(
  z.object({ filename: z.string(), size: z.number(), files: z.array(z.object({ path: z.string() })) }),
);

/** `npm run package:check`, after a build: the package is small, whole, and works in an empty folder. */
const root = packageRoot();
const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-package-'));
try {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await command('npm', pack, { cwd: root });
  const [{ filename, size, files } = { filename: '', size: 0, files: [] }] = packed.parse(JSON.parse(stdout));
  const needed = globSync(NEEDED, { cwd: root, exclude: NOT_NEEDED, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const paths = files.map(({ path }) => path);
  const problems = [
    ...packageProblems({ size, paths }, needed),
    ...(await installedProblems(join(folder, filename), root, folder)),
  ];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`package: ${paths.length} files, ${Math.round(size / 1000)} kB\n`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
