import { type Directive, parseNginx } from '../../../lib/nginx-config/index.ts';
import type { Place } from '../../outcome.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import type { SourceEntry } from '../input/sources.ts';
import { mountsOf } from './mounts.ts';

/** A directive and the key of the ConfigMap that contains it. */
export interface PlacedDirective extends Directive {
  readonly at: Place;
  readonly block: readonly PlacedDirective[] | undefined;
}

/** An nginx of the set and the configuration that ConfigMaps mount into it. */
export interface NginxFiles {
  readonly environment: ContainerEnvironment;
  /** Of all files, included ones in place. */
  readonly directives: readonly PlacedDirective[];
}

const IMAGE = /(^|\/)(nginx|nginx-unprivileged|openresty)(:[^/]*)?(@.*)?$/;
const CACHE = new WeakMap<LintInput, readonly NginxFiles[]>();

/** @returns the running nginx containers whose configuration is in the set. */
export function nginxFiles(input: LintInput): readonly NginxFiles[] {
  const known = CACHE.get(input) ?? find(input);
  CACHE.set(input, known);
  return known;
}

function find(input: LintInput): NginxFiles[] {
  return input.environments.flatMap((environment) => {
    const { placed } = environment;
    if (placed.init || environment.part || !IMAGE.test(placed.container.image ?? '')) return [];
    const files = filesOf(input, environment);
    const included = new Set<string>();
    const parsed = [...files].map(
      ([name, { place, value = '' }]) => [name, placedAll(parseNginx(value), place)] as const,
    );
    const byName = new Map(parsed);
    const whole = parsed.map(([name, directives]) => [name, inlined(directives, byName, included)] as const);
    const directives = whole.flatMap(([name, all]) => (included.has(name) ? [] : all));
    return directives.length > 0 ? [{ environment, directives }] : [];
  });
}

/** Name of the file → its key, of all ConfigMaps that are mounted. */
function filesOf(input: LintInput, environment: ContainerEnvironment): Map<string, SourceEntry> {
  const { namespace } = environment.workload.entry.object.metadata;
  const files = new Map<string, SourceEntry>();
  for (const { mount, volume } of mountsOf(environment)) {
    const source = input.sources.find('ConfigMap', volume?.configMap?.name ?? '', namespace);
    for (const [key, entry] of source?.keys ?? []) {
      const name = volume?.configMap?.items?.find((item) => item.key === key)?.path ?? key;
      if (mount.subPath && mount.subPath !== name) continue;
      if (/\.(conf|template)$|nginx/.test(name) || /\bserver\s*\{/.test(entry.value ?? '')) {
        files.set(name.replace(/\.template$/, ''), entry);
      }
    }
  }
  return files;
}

const placedAll = (directives: readonly Directive[], at: Place): PlacedDirective[] =>
  directives.map((one) => ({ ...one, at, block: one.block && placedAll(one.block, at) }));

/** `include proxy.conf;` becomes the directives of that file; patterns of whole directories are left out: those files count by themselves. */
function inlined(
  directives: readonly PlacedDirective[],
  files: ReadonlyMap<string, readonly PlacedDirective[]>,
  included: Set<string>,
): PlacedDirective[] {
  return directives.flatMap((one) => {
    const name = one.name === 'include' ? (one.args[0] ?? '').replace(/^.*\//, '') : '';
    const file = files.get(name);
    if (file) {
      included.add(name);
      return file.filter((inner) => inner.name !== 'include');
    }
    return [{ ...one, block: one.block && inlined(one.block, files, included) }];
  });
}
