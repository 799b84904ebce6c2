import type { PartName } from '../../../core/config/index.ts';
import type { ComposeProject, ComposeService } from '../../../lib/compose/index.ts';
import { type Expectations, PARTS } from '../input/expectations.ts';

/** Names of the parts' services in Dify's docker/docker-compose.yaml, also with the `-` that some use. */
const DIFY_NAMES: Readonly<Record<PartName, readonly string[]>> = {
  api: ['api'],
  worker: ['worker'],
  web: ['web'],
  sandbox: ['sandbox'],
  'plugin-daemon': ['plugin_daemon', 'plugin-daemon'],
  'ssrf-proxy': ['ssrf_proxy', 'ssrf-proxy'],
};

/** @returns the names that the part may have in Compose; a name in the config excludes the others. */
export function composeNamesOf({ parts }: Expectations, part: PartName): readonly string[] {
  const configured = parts[part].compose;
  return configured ? [configured] : DIFY_NAMES[part];
}

/** @returns the Compose service that runs a part. */
export function composeServiceOf(
  expected: Expectations,
  { services }: ComposeProject,
  part: PartName,
): ComposeService | undefined {
  for (const name of composeNamesOf(expected, part)) {
    const service = services.get(name);
    if (service) return service;
  }
  return undefined;
}

/** @returns name of a Compose service → the part that it runs. */
export function partsByComposeName(expected: Expectations): ReadonlyMap<string, PartName> {
  return new Map(PARTS.flatMap((part) => composeNamesOf(expected, part).map((name) => [name, part] as const)));
}
