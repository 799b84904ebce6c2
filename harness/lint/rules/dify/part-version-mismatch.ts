import { releaseFactsOf, releaseIndex, tagOf } from '../../../releases/index.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import { neededVersion, versionOf } from '../../facts/dify/versions.ts';
import { placeIn, type Rule } from '../../rule.ts';
import { neverMigrates } from './plugin-daemon-migration-disabled.ts';

/** Parts with versions of their own, and their services in Dify's Compose file. */
const PARTS = [
  ['sandbox', 'sandbox'],
  ['plugin-daemon', 'plugin_daemon'],
] as const;

export const partVersionMismatch: Rule = {
  id: 'part-version-mismatch',
  claims: ['IMG-1'],
  severity: 'informational',
  title: 'Sandbox and plugin daemon have the versions that this Dify version was released with',
  rationale:
    'Other combinations may work but are untested: APIs and settings between the components change without notice.',
  remediation: 'Use the tags from docker-compose.yaml of the same Dify version.',
  source: 'Dify docker/docker-compose.yaml of each release (harness/releases/data)',
  needs: 'version',
  *find(input) {
    const version = neededVersion(input);
    // The Dify version must be settled first: image-version-differs.
    if (version !== input.expected.difyVersion) return;
    // What was released with another version is unknown.
    if (!releaseIndex().releases.includes(version)) return;
    const { services } = releaseFactsOf(version);
    for (const [part, service] of PARTS) {
      const released = tagOf(services[service]?.image ?? '');
      for (const environment of partsIn(input, part)) {
        const actual = versionOf(environment);
        if (!actual || !released || actual === released) continue;
        if (part === 'plugin-daemon' && neverMigrates(actual)) continue;
        yield findingAt(placeIn(environment.workload.entry, [...environment.placed.path, 'image']), {
          message: `${part} ${actual} is used with Dify ${version}`,
          cause: `Dify ${version} was released with ${released}`,
          remedy: `use ${released}, or check the release notes of ${part}`,
        });
      }
    }
  },
};
