import { annotationOf } from '../../../lib/ingress-routing/index.ts';
import { apiNumber, ingressesTo } from '../../facts/ingress/api-ingresses.ts';
import { annotationPath } from '../../facts/ingress/routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, type Rule } from '../../rule.ts';

const MEBIBYTE = 1024 * 1024;
/** Default of ingress-nginx (ConfigMap, proxy-body-size). */
const NGINX_DEFAULT = '1m';
/** Default of Dify, in MB (docker/.env.example). */
const DEFAULT_UPLOAD = 15;
const UPLOADS = ['FILE', 'IMAGE_FILE', 'AUDIO_FILE', 'VIDEO_FILE'].map((kind) => `UPLOAD_${kind}_SIZE_LIMIT`);
export const ingressBodySize: Rule = {
  id: 'ingress-body-size',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'Every Ingress to the API allows request bodies larger than the uploads that Dify accepts',
  rationale:
    'ingress-nginx rejects a larger body with 413 before Dify sees it; its default is 1 MB. Traefik has no such limit, so ' +
    'a rehearsal does not show the problem.',
  remediation:
    'Set proxy-body-size above the largest upload, because the form around the file counts; Dify’s own nginx allows 100m.',
  source:
    'Dify, docker/.env.example (UPLOAD_FILE_SIZE_LIMIT, NGINX_CLIENT_MAX_BODY_SIZE); ingress-nginx, ConfigMap: proxy-body-size',
  needs: 'ingress-nginx',
  *find(input) {
    const needed = largestUpload(input);
    for (const ingress of ingressesTo(input, 'api')) {
      const written = annotationOf(ingress, 'proxy-body-size');
      const allowed = bytesOf(written ?? NGINX_DEFAULT);
      if (allowed !== undefined && allowed > needed.bytes) continue;
      const is = written === undefined ? `ingress-nginx’s default, ${NGINX_DEFAULT}` : `proxy-body-size: ${written}`;
      yield findingIn(ingress.entry, annotationPath('proxy-body-size'), {
        message:
          allowed === undefined
            ? `${is} is not a valid size`
            : `request bodies are limited to ${size(allowed)}, but Dify accepts files of ${size(needed.bytes)}, in a form around them`,
        cause: `${needed.by}; the limit here is ${is}`,
        remedy: 'set nginx.ingress.kubernetes.io/proxy-body-size: 100m, as in Dify’s own nginx',
      });
    }
  },
};

function largestUpload(input: LintInput): { bytes: number; by: string } {
  const named = UPLOADS.map((name) => ({ name, bytes: (apiNumber(input, name) ?? 0) * MEBIBYTE }));
  const packages = { name: 'PLUGIN_MAX_PACKAGE_SIZE', bytes: apiNumber(input, 'PLUGIN_MAX_PACKAGE_SIZE') ?? 0 };
  const least = { name: 'UPLOAD_FILE_SIZE_LIMIT', bytes: named[0]?.bytes || DEFAULT_UPLOAD * MEBIBYTE };
  const most = [least, ...named, packages].reduce((one, other) => (other.bytes > one.bytes ? other : one));
  return { bytes: most.bytes, by: `${most.name} of the API allows ${size(most.bytes)}` };
}

/** nginx sizes: bytes, or a number with the suffix k, m or g; 0 = no limit. */
function bytesOf(text: string): number | undefined {
  const found = /^(\d+)([kmg]?)$/i.exec(text.trim());
  if (!found) return undefined;
  const bytes = Number(found[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf((found[2] ?? '').toLowerCase());
  return bytes === 0 ? Number.POSITIVE_INFINITY : bytes;
}

const size = (bytes: number): string => `${Math.round((bytes / MEBIBYTE) * 10) / 10} MB`;
