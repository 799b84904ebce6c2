import { lt } from 'semver';
import type { PartName } from '../../../core/config/index.ts';
import { closestTo } from '../../../lib/text/index.ts';
import { type ManifestObject, nameOf } from '../../../manifests/index.ts';
import { difyVersion } from '../../facts/dify/versions.ts';
import { urlOf } from '../../facts/environment/addresses.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import { byName } from '../../facts/input/by-name.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { KEEPERS, partWorkloads } from '../../facts/input/parts.ts';
import { existing, type Outcome, type Place, placeIn, type Rule } from '../../rule.ts';

export const partMissing: Rule = {
  id: 'part-missing',
  claims: ['SVC-1'],
  severity: 'mandatory',
  title: 'Each part has its workload',
  rationale:
    'A missing part is noticed late: without the worker, documents stay "waiting" and no mail is sent; without the sandbox, every code node fails.',
  remediation: 'Add the Deployment, or name in parts.* of the config what the set uses.',
  source: 'Deployment description 1, 10.5',
  *find(input) {
    if (input.expected.judgedBy === 'config') yield* promisedParts(input);
    else yield* ownParts(input);
  },
};

/** The config names the workloads of every part that the set has. */
function* promisedParts(input: LintInput): Generator<Outcome> {
  const there = input.objects.filter(({ object }) => KEEPERS.includes(object.kind));
  const byName = new Map(there.map((entry) => [entry.object.metadata.name, entry]));
  const names = input.expected.workloads.map(({ name }) => name);
  const free = [...byName.keys()].filter((name) => !names.includes(name));
  for (const { part, kind, name } of input.expected.workloads) {
    if (byName.has(name)) continue;
    const meant = closestTo(name, free);
    const entry = meant === undefined ? undefined : byName.get(meant);
    yield {
      kind: 'finding',
      at: entry ? placeIn(entry, ['metadata', 'name']) : placeOfSet(input, `parts.${part}`),
      message: `${part} is not deployed: the set has no ${kind} "${name}"`,
      cause: meant ? `did you mean "${meant}"?` : existing(`${kind}s`, byName.keys()),
      remedy: `add ${kind} "${name}", or set parts.${part} in the config to the name that the set uses`,
    };
  }
}

/** The address at which API and worker call a part, and the release since which they do. */
const CALLED: readonly { readonly part: PartName; readonly variable: string; readonly since?: string }[] = [
  { part: 'sandbox', variable: 'CODE_EXECUTION_ENDPOINT' },
  { part: 'plugin-daemon', variable: 'PLUGIN_DAEMON_URL', since: '1.0.0' },
];

/** Without a config, what the set has says what it lacks: an API without a worker, a call to a part that is not there. */
function* ownParts(input: LintInput): Generator<Outcome> {
  const [api] = partWorkloads(input).filter(({ part }) => part === 'api');
  if (!api) return;
  const lacking = PARTS.filter((part) => !input.environments.some((environment) => environment.part === part));
  const unknown = [...new Set(input.understood.unrecognised.map(({ workload }) => nameOf(workload.entry.object)))];
  for (const part of lacking) {
    if (part !== 'worker' && !isCalled(input, part)) continue;
    if (unknown.length > 0) {
      yield {
        kind: 'not-evaluated',
        message: `no ${part} was recognised; it can't be told what runs in ${unknown.join(', ')}`,
      };
      continue;
    }
    yield {
      kind: 'finding',
      at: placeIn(api.workload.entry, ['metadata', 'name'], `parts.${part}`),
      message: `the set has an API, but no ${part}`,
      cause: existing(
        'workloads',
        input.workloads.map(({ entry }) => entry.object.metadata.name),
      ),
      remedy: `add a Deployment of the ${part}`,
    };
  }
}

/** A part at an address outside the set is there; one that nothing points to is not used, as far as the files tell. */
function isCalled(input: LintInput, part: PartName): boolean {
  const called = CALLED.find((one) => one.part === part);
  const version = difyVersion(input);
  if (!called || (called.since && (version === undefined || lt(version, called.since)))) return false;
  const written = input.environments.find((one) => one.part === 'api')?.variables.get(called.variable)?.value;
  const host = written && urlOf(written)?.host;
  if (!host) return written === undefined;
  const meant = serviceNames(input).meantBy(host, input.expected.namespace);
  return meant !== undefined && !meant.there;
}

/**
 * A missing object has no place, so the Namespace is reported instead, or the first object.
 * @param field tells the missing objects apart.
 */
function placeOfSet({ objects, expected }: LintInput, field: string): Place {
  const entry = objects.find(({ object }) => object.kind === 'Namespace') ?? first(objects);
  if (entry) return placeIn(entry, ['metadata', 'name'], field);
  return { file: '.', position: { line: 1, column: 1 }, object: `Namespace ${expected.namespace ?? 'default'}`, field };
}

const first = (objects: readonly ManifestObject[]): ManifestObject | undefined =>
  objects.map((entry) => ({ entry })).sort(byName)[0]?.entry;
