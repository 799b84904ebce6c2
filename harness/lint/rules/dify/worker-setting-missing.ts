import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isAbsent, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import { whyUnread } from '../../facts/environment/unread.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { ownRelease } from '../../facts/release/own-release.ts';
import type { Rule } from '../../rule.ts';

/** What tasks need as much as requests do. Keys have rules of their own, which compare them. */
const SHARED =
  /^(DB_(TYPE|HOST|PORT|USERNAME|PASSWORD|DATABASE)|REDIS_(HOST|PORT|USERNAME|PASSWORD|DB|USE_SSL)|CELERY_BROKER_URL|VECTOR_STORE|(MILVUS|WEAVIATE|QDRANT|PGVECTOR|CHROMA|OPENSEARCH|ELASTICSEARCH)_\w+|STORAGE_TYPE|OPENDAL_\w+|S3_\w+|CODE_EXECUTION_ENDPOINT|SSRF_PROXY_\w+_URL|FILES_URL|INTERNAL_FILES_URL|PLUGIN_DAEMON_URL)$/;

export const workerSettingMissing: Rule = {
  id: 'worker-setting-missing',
  claims: ['ENV-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'The worker gets the settings that the API gets',
  rationale:
    'The worker runs workflows, indexes documents and calls plugins itself. What it does not get falls back to the default of the code: code nodes call a sandbox at localhost, tools pass the SSRF proxy by, files are looked for in the container. Pages work, background tasks fail.',
  remediation: 'Give API and worker the same ConfigMap and Secret.',
  source: 'Dify docker/docker-compose.yaml: x-shared-env is used by api, worker and worker_beat; api/configs: defaults',
  needs: ['api', 'worker'],
  *find(input) {
    const { backends } = rolesOf(input);
    const api = backends.find(({ role }) => role === 'api')?.environment;
    if (!api) return;
    for (const { role, environment } of backends) {
      const missing = role === 'worker' ? missingIn(input, environment, api) : [];
      const [first] = missing;
      if (first === undefined) continue;
      const isOne = missing.length === 1;
      yield findingAt(absentPlace(environment, first), {
        message: `${nameIn(environment)} does not get ${missing.join(', ')}, which ${nameIn(api)} sets`,
        cause: `the worker then uses the default${isOne ? '' : 's'} of the code, which mean${isOne ? 's' : ''} something else`,
        remedy: `set ${isOne ? 'it' : 'them'} in ${nameIn(environment)}, from the same ConfigMap or Secret as in ${nameIn(api)}`,
        related: missing.slice(0, 3).map((name) => {
          const at = api.variables.get(name)?.definedAt ?? absentPlace(api, name);
          return { at, message: `${name} of ${nameIn(api)}` };
        }),
      });
    }
  },
};

function missingIn(input: LintInput, worker: ContainerEnvironment, api: ContainerEnvironment): string[] {
  const defaults = ownRelease(input).settings;
  const hasProxy = programsOf(input).some(({ program }) => program === 'ssrf-proxy');
  const isBypassed = [...worker.variables.keys()].every((name) => !name.startsWith('SSRF_PROXY_'));
  return [...api.variables.values()].flatMap(({ name, value }) => {
    if (!SHARED.test(name) || value === '' || worker.variables.has(name) || !isAbsent(input, worker, name)) return [];
    // Ssrf-proxy-unset speaks of a worker that sets none of them.
    if (hasProxy && isBypassed && name.startsWith('SSRF_PROXY_')) return [];
    return whyUnread(name, api) !== undefined || value === defaults[name] ? [] : [name];
  });
}
