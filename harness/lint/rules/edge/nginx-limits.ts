import { type Location, nginxServers } from '../../facts/dify/nginx-routes.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, nameIn, plainText } from '../../facts/dify/settings.ts';
import { isEdge, programOf } from '../../facts/edge/nginx-edge.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Rule } from '../../rule.ts';

/** Seconds that a model may be silent; Dify's own template sets 3600. */
const SILENCE = 300;

export const nginxLimits: Rule = {
  id: 'nginx-limits',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'nginx as the edge lets uploads and streamed answers of Dify through',
  rationale:
    'By default nginx refuses bodies above 1 MB with 413, cuts off an answer that is silent for 60 s with 504, and collects streamed answers before it passes them on. Uploads fail, long workflows end in the middle, and chat answers appear all at once.',
  remediation:
    'Set client_max_body_size above UPLOAD_FILE_SIZE_LIMIT, because the form around a file counts, proxy_read_timeout to 300s or more, and proxy_buffering off.',
  source:
    'nginx, ngx_http_core_module: client_max_body_size 1m; ngx_http_proxy_module: proxy_read_timeout 60s, proxy_buffering on; Dify docker/nginx/proxy.conf.template, .env.example: 100M, 3600s, off',
  *find(input) {
    const limit = uploadLimit(input);
    for (const server of nginxServers(input)) {
      if (!isEdge(input, server)) continue;
      const location = server.locations.find((one) => programOf(input, server, one) === 'api');
      const faults = location ? faultsOf(location, limit) : [];
      if (!location || faults.length === 0) continue;
      yield findingAt(location.directive.at, {
        message: `${nameIn(server.nginx.environment)} is too strict for the API: ${faults.map(({ what }) => what).join('; ')}`,
        cause: 'these are the defaults of nginx, or values from another application',
        remedy: `set ${faults.map(({ set }) => set).join('; ')}`,
        ...(faults.some(({ isFatal }) => isFatal) ? { severity: 'mandatory' as const } : {}),
      });
      return;
    }
  },
};

/** In megabytes, of Dify's default or the API's setting (Dify api/configs/feature: UPLOAD_FILE_SIZE_LIMIT). */
function uploadLimit(input: LintInput): number {
  const api = programsOf(input).find(({ program }) => program === 'api')?.environment;
  return Number(plainText(api, 'UPLOAD_FILE_SIZE_LIMIT') ?? '15') || 15;
}

interface Fault {
  readonly what: string;
  readonly set: string;
  /** Whether something fails that a user always does. */
  readonly isFatal: boolean;
}

function faultsOf(location: Location, limit: number): Fault[] {
  const value = (name: string, otherwise: string): string => location.setting(name)?.args[0] ?? otherwise;
  const [body, silence, buffering] = [
    value('client_max_body_size', '1m'),
    value('proxy_read_timeout', '60s'),
    value('proxy_buffering', 'on'),
  ];
  const megabytes = sizeOf(body);
  const seconds = secondsOf(silence);
  return [
    ...(megabytes !== undefined && megabytes > 0 && megabytes <= limit
      ? [
          {
            what: `bodies end at ${body}, but files may have ${limit} MB and the form around them`,
            set: `client_max_body_size ${Math.max(100, limit * 2)}m`,
            isFatal: true,
          },
        ]
      : []),
    ...(seconds !== undefined && seconds < SILENCE
      ? [{ what: `answers are cut off after ${silence} without data`, set: 'proxy_read_timeout 3600s', isFatal: false }]
      : []),
    ...(buffering === 'on'
      ? [{ what: 'streams are collected before they are passed on', set: 'proxy_buffering off', isFatal: false }]
      : []),
  ];
}

/** In megabytes; undefined for a placeholder. */
function sizeOf(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  const factor = { k: 1 / 1024, m: 1, g: 1024 }[unit.toLowerCase()] ?? 1 / 1024 / 1024;
  return digits === undefined ? undefined : Number(digits) * factor;
}

function secondsOf(text: string): number | undefined {
  const [, digits, unit = 's'] = /^(\d+)(ms|s|m|h|d)?$/.exec(text) ?? [];
  const factor = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 1;
  return digits === undefined ? undefined : Number(digits) * factor;
}
