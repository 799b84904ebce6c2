import { urlFrom } from '../../facts/dify/browser.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** Names that only pods, or only one machine, can resolve. */
const INSIDE = /(\.svc|\.cluster\.local|\.local)$|^localhost$|^127\.|^[^.]+$/;
export const filesUrlUnreachable: Rule = {
  id: 'files-url-unreachable',
  claims: ['SVC-2', 'NET-2'],
  severity: 'mandatory',
  title: 'Browsers and model providers can reach FILES_URL',
  rationale:
    "Dify builds the links to images and uploads from it: otherwise images are broken and vision models can't fetch them.",
  remediation: 'Set it to the public address of the API; the address for pods goes into INTERNAL_FILES_URL.',
  source: 'Dify docker/.env.example: FILES_URL, INTERNAL_FILES_URL',
  needs: 'api',
  *find(input) {
    const variable = partIn(input, 'api')?.variables.get('FILES_URL');
    const url = urlFrom(variable?.value);
    if (!variable || !url || !INSIDE.test(url.hostname)) return;
    yield findingAt(variable.definedAt, {
      message: `FILES_URL ${url.origin} can't be reached from outside the cluster`,
      cause: 'it is a cluster-internal address',
      remedy: 'use the public address of the API here, and this one in INTERNAL_FILES_URL',
    });
  },
};
