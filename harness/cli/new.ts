import { parseArgs } from 'node:util';
import { explain, UsageError } from '../core/errors.ts';
import { EXIT_USAGE } from '../core/model/run.ts';
import { importNamed } from '../core/named-module.ts';
import { packageRoot } from '../core/package-root.ts';
import type { Skeleton } from '../qa/scaffold/skeleton.ts';
import { writeSkeleton } from '../qa/scaffold/write.ts';

/** Some kinds have options: `npm run new:rule -- NAME --area ingress`. */
type SkeletonModule =
  | { readonly skeleton: Skeleton }
  | { readonly skeletonFor: (options: { readonly area?: string | undefined }) => Skeleton };

/** `npm run new:check -- NAME`: writes a skeleton with a failing test. The kind is the name of a file in `qa/scaffold/skeletons`. */
try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { area: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [kind = '', ...args] = positionals;
  const module = await importNamed<SkeletonModule>(import.meta.url, `../qa/scaffold/skeletons/${kind}`);
  const skeleton = 'skeletonFor' in module ? module.skeletonFor(values) : module.skeleton;
  process.stdout.write(values.help ? help(kind, skeleton) : written(kind, skeleton, args));
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : 2;
}

function help(kind: string, { title, files, edits = {} }: Skeleton): string {
  const created = Object.keys(files({ kebab: 'NAME', camel: 'NAME' }));
  return [
    `npm run new:${kind} -- NAME`,
    `Writes a new ${title} whose test fails until you finish it. NAME is in kebab-case: session-expiry.`,
    ...created.map((file) => `  creates ${file}`),
    ...Object.keys(edits).map((file) => `  edits ${file}`),
    '',
  ].join('\n');
}

function written(kind: string, skeleton: Skeleton, args: readonly string[]): string {
  const [name, ...rest] = args;
  if (!name || rest.length > 0)
    throw new UsageError({
      code: 'NAME_MISSING',
      message: `the new ${skeleton.title} needs exactly one name`,
      hint: `npm run new:${kind} -- NAME`,
    });
  const { files, next } = writeSkeleton(packageRoot(), skeleton, name);
  const lines = [
    `A new ${skeleton.title}:`,
    ...files.map((file) => `  ${file}`),
    'Next:',
    ...next.map((step) => `  ${step}`),
  ];
  return `${lines.join('\n')}\n`;
}
