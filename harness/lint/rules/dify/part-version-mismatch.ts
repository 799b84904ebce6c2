import { findingAt, partIn } from '../../facts/dify/settings.ts';
import { neededVersion, rowFor, versionOf } from '../../facts/dify/versions.ts';
import { placeIn, type Rule } from '../../rule.ts';
import { neverMigrates } from './plugin-daemon-migration-disabled.ts';

/** Versions of sandbox and plugin daemon in Dify's own Compose file, by Dify version. */
const RELEASES = [
  { since: '1.0.0', sandbox: '0.2.10', 'plugin-daemon': '0.0.3' },
  { since: '1.4.3', sandbox: '0.2.12', 'plugin-daemon': '0.1.2' },
  { since: '1.8.1', sandbox: '0.2.12', 'plugin-daemon': '0.2.0' },
  { since: '1.9.1', sandbox: '0.2.12', 'plugin-daemon': '0.3.0' },
  { since: '1.9.2', sandbox: '0.2.12', 'plugin-daemon': '0.3.3' },
  { since: '1.10.0', sandbox: '0.2.12', 'plugin-daemon': '0.4.1' },
  { since: '1.11.0', sandbox: '0.2.12', 'plugin-daemon': '0.5.1' },
  { since: '1.11.4', sandbox: '0.2.12', 'plugin-daemon': '0.5.2' },
  { since: '1.12.1', sandbox: '0.2.12', 'plugin-daemon': '0.5.3' },
  { since: '1.13.3', sandbox: '0.2.14', 'plugin-daemon': '0.5.3' },
  { since: '1.14.0', sandbox: '0.2.15', 'plugin-daemon': '0.6.0' },
] as const;
export const partVersionMismatch: Rule = {
  id: 'part-version-mismatch',
  claims: ['IMG-1'],
  severity: 'informational',
  title: 'Sandbox and plugin daemon have the versions that this Dify version was released with',
  rationale:
    'Other combinations may work but are untested: APIs and settings between the components change without notice.',
  remediation: 'Use the tags from docker-compose.yaml of the same Dify version.',
  source: 'Dify docker/docker-compose.yaml, version by version from 1.0.0 to 1.14.1',
  needs: 'version',
  *find(input) {
    const version = neededVersion(input);
    const release = rowFor(RELEASES, version);
    // The Dify version must be settled first: image-version-differs.
    if (version !== input.expected.difyVersion) return;
    // Newer versions are unknown here.
    if (!release || (release === RELEASES.at(-1) && !/^1\.14\.[01]$/.test(version))) return;
    for (const part of ['sandbox', 'plugin-daemon'] as const) {
      const environment = partIn(input, part);
      const actual = versionOf(environment);
      if (!environment || !actual || actual === release[part]) continue;
      if (part === 'plugin-daemon' && neverMigrates(actual)) continue;
      yield findingAt(placeIn(environment.workload.entry, [...environment.placed.path, 'image']), {
        message: `${part} ${actual} is used with Dify ${version}`,
        cause: `Dify ${release.since}${release.since === version ? '' : ' and later'} was released with ${release[part]}`,
        remedy: `use ${release[part]}, or check the release notes of ${part}`,
      });
    }
  },
};
