import { gte } from 'semver';
import { programsOf } from '../../facts/dify/programs.ts';
import { serviceUrlOf } from '../../facts/dify/service-url.ts';
import { findingAt, isAbsent, isSeen, nameIn } from '../../facts/dify/settings.ts';
import { difyVersion, versionOf } from '../../facts/dify/versions.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Rule } from '../../rule.ts';

export const filesUrlEmpty: Rule = {
  id: 'files-url-empty',
  claims: ['SVC-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'Plugins get complete addresses of files',
  rationale:
    'Dify gives files to plugins as INTERNAL_FILES_URL, else FILES_URL, plus a path. With both empty, as in the default .env, the address is "/files/…": models, document extractors and tools fail with "Request URL is missing an http:// or https:// protocol".',
  remediation: 'Set INTERNAL_FILES_URL to the address of the API inside the cluster; FILES_URL to its public one.',
  source:
    'Dify api/configs/feature: FILES_URL (else CONSOLE_API_URL), INTERNAL_FILES_URL; langgenius/dify #15460, #21334',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      if ((program !== 'api' && program !== 'worker') || !hasPlugins(input, environment)) continue;
      const base = baseOf(input, environment);
      const at = environment.variables.get('INTERNAL_FILES_URL')?.definedAt ?? base?.definedAt;
      if (!base || !isAbsent(input, environment, 'INTERNAL_FILES_URL')) continue;
      const place = at ?? absentPlace(environment, 'INTERNAL_FILES_URL');
      if (isSeen(seen, place)) continue;
      yield findingAt(place, {
        message: `${base.name} and INTERNAL_FILES_URL of ${nameIn(environment)} are both empty`,
        cause: 'plugins get addresses without scheme and host; the pages of the console work all the same',
        remedy: `set INTERNAL_FILES_URL to ${serviceUrlOf(input, 'api') ?? 'the address of the API inside the cluster'}`,
      });
    }
  },
};

/** Plugins came with 1.0.0. */
const hasPlugins = (input: LintInput, environment: ContainerEnvironment): boolean =>
  gte(versionOf(environment) ?? difyVersion(input) ?? '1.0.0', '1.0.0');

/** The variable that is read for FILES_URL, if it is certainly empty: the image sets CONSOLE_API_URL if nobody does. */
function baseOf(input: LintInput, environment: ContainerEnvironment) {
  for (const name of ['FILES_URL', 'CONSOLE_API_URL']) {
    const variable = environment.variables.get(name);
    if (variable) return variable.value === '' ? variable : undefined;
    if (!isAbsent(input, environment, name)) return undefined;
  }
  return undefined;
}
