import { type Program, programsOf } from '../../facts/dify/programs.ts';
import { serviceUrlOf } from '../../facts/dify/service-url.ts';
import { findingAt, isSeen } from '../../facts/dify/settings.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import { type ContainerEnvironment, isSymbolic, type Variable } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

interface Kind {
  readonly name: string;
  /** The program that it is the address of, if that is one of Dify's. */
  readonly of?: Program;
  /** The setting with which it is read at all. */
  readonly when?: readonly [variable: string, value: string];
}

const outward = ['CONSOLE_WEB_URL', 'CONSOLE_API_URL', 'SERVICE_API_URL', 'APP_API_URL', 'APP_WEB_URL', 'FILES_URL'];
const BACKEND: readonly Kind[] = [
  ...[...outward, 'TRIGGER_URL', 'ENDPOINT_URL_TEMPLATE', 'MARKETPLACE_API_URL'].map((name) => ({ name })),
  { name: 'INTERNAL_FILES_URL', of: 'api' },
  { name: 'CODE_EXECUTION_ENDPOINT', of: 'sandbox' },
  { name: 'PLUGIN_DAEMON_URL', of: 'plugin-daemon' },
  { name: 'SSRF_PROXY_HTTP_URL', of: 'ssrf-proxy' },
  { name: 'SSRF_PROXY_HTTPS_URL', of: 'ssrf-proxy' },
  { name: 'SSRF_PROXY_ALL_URL', of: 'ssrf-proxy' },
  { name: 'S3_ENDPOINT', when: ['STORAGE_TYPE', 's3'] },
  { name: 'WEAVIATE_ENDPOINT', when: ['VECTOR_STORE', 'weaviate'] },
  { name: 'QDRANT_URL', when: ['VECTOR_STORE', 'qdrant'] },
  { name: 'MILVUS_URI', when: ['VECTOR_STORE', 'milvus'] },
];
/** What each program reads as a URL (Dify api/configs, web/docker/entrypoint.sh; dify-plugin-daemon; dify-sandbox). */
const URLS: Readonly<Partial<Record<Program, readonly Kind[]>>> = {
  api: BACKEND,
  worker: BACKEND,
  web: [{ name: 'CONSOLE_API_URL' }, { name: 'APP_API_URL' }],
  'plugin-daemon': [
    { name: 'DIFY_INNER_API_URL', of: 'api' },
    { name: 'S3_ENDPOINT', when: ['PLUGIN_STORAGE_TYPE', 'aws_s3'] },
  ],
  sandbox: [
    { name: 'HTTP_PROXY', of: 'ssrf-proxy' },
    { name: 'HTTPS_PROXY', of: 'ssrf-proxy' },
  ],
};

export const urlMalformed: Rule = {
  id: 'url-malformed',
  claims: ['SVC-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'Every address that a program of Dify reads as a URL is one',
  rationale:
    'Dify puts paths behind it and hands it to an HTTP client or to a browser. Without http:// the client refuses it ("missing an http:// or https:// protocol"), and a browser takes it for a path of the page: code nodes, plugins or the whole console fail.',
  remediation: 'Write scheme, host and port: http://NAME:PORT, without spaces and quotes.',
  source:
    'Dify api/core/helper/code_executor, api/core/plugin/impl/base.py, api/core/helper/ssrf_proxy.py (httpx); web/docker/entrypoint.sh; dify-plugin-daemon internal/types/app/config.go',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      for (const kind of URLS[program] ?? []) {
        const variable = environment.variables.get(kind.name);
        const fault = variable?.value && isRead(environment, kind) ? faultOf(variable.value) : undefined;
        if (!variable || !fault || isSeen(seen, variable.definedAt)) continue;
        yield finding(input, environment, kind, variable, fault);
      }
    }
  },
};

const isRead = ({ variables }: ContainerEnvironment, { when }: Kind): boolean =>
  !when || variables.get(when[0])?.value === when[1];

/** Milvus Lite and Qdrant also take paths of files. */
function faultOf(value: string): string | undefined {
  const text = value.replaceAll('{hook_id}', 'x');
  if (isSymbolic(text) || /^(path:|\.{0,2}\/)/.test(text)) return undefined;
  if (/^\s|\s$|^["'<]|["'>]$/.test(text)) return 'it begins or ends with a space, a quote or a bracket';
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return /^https?:?\/*/i.test(text) ? 'the scheme is misspelled' : 'it has no scheme';
  }
  if (/^https?:\/\/https?:/i.test(text)) return 'it has the scheme twice';
  return /\s/.test(text) || !URL.canParse(text) || new URL(text).hostname === '' ? 'it is not a URL' : undefined;
}

function finding(
  input: LintInput,
  environment: ContainerEnvironment,
  { name, of }: Kind,
  variable: Variable,
  fault: string,
): Outcome {
  const bare = (variable.value ?? '').trim().replaceAll(/^["'<]+|["'>]+$/g, '');
  const meant = `http://${bare.replace(/^(https?[:/]*)+/i, '')}`;
  const url = URL.canParse(meant) ? new URL(meant) : undefined;
  const { namespace } = environment.workload.entry.object.metadata;
  const isThere = url !== undefined && serviceNames(input).meantBy(url.hostname, namespace)?.there !== false;
  const own = of && serviceUrlOf(input, of);
  return findingAt(variable.definedAt, {
    message: `${name} is "${variable.value}": ${fault}`,
    cause: 'the value was written as host and port, or a part of it was lost',
    remedy: `write ${own && !isThere ? own : meant}`,
  });
}
