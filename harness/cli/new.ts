import { parseArgs } from 'node:util';
import { explain, UsageError } from '../core/errors.ts';
import { EXIT_USAGE } from '../core/model/run.ts';
import { importNamed } from '../core/named-module.ts';
import { packageRoot } from '../core/package-root.ts';
import type { Skeleton } from '../qa/scaffold/skeleton.ts';
import { writeSkeleton } from '../qa/scaffold/write.ts';

/** Some kinds ask where: `npm run new:rule -- NAME --area ingress`. */
type SkeletonModule =
  | { readonly skeleton: Skeleton }
  | { readonly skeletonFor: (options: { readonly area?: string | undefined }) => Skeleton };

/** `npm run new:check -- NAME`: writes a skeleton with a failing test. The kind is the name of a file in `qa/scaffold/skeletons`. */
try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { area: { type: 'string' } } });
  const [kind = '', name = ''] = positionals;
  if (!name)
    throw new UsageError({
      code: 'NAME_MISSING',
      message: `what shall the new ${kind} be called?`,
      hint: `npm run new:${kind} -- NAME`,
    });
  const module = await importNamed<SkeletonModule>(import.meta.url, `../qa/scaffold/skeletons/${kind}`);
  const skeleton = 'skeletonFor' in module ? module.skeletonFor(values) : module.skeleton;
  const { files, next } = writeSkeleton(packageRoot(), skeleton, name);
  process.stdout.write(`A new ${skeleton.title}:\n${files.map((file) => `  ${file}\n`).join('')}Next:\n`);
  process.stdout.write(next.map((step) => `  ${step}\n`).join(''));
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : 2;
}
