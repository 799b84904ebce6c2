import { urlFrom } from '../../facts/dify/browser.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** Names that only pods, or only one machine, can resolve. */
const INSIDE = /(\.svc|\.cluster\.local|\.local)$|^localhost$|^127\.|^[^.]+$/;
export const filesUrlUnreachable: Rule = {
  id: 'files-url-unreachable',
  claims: ['SVC-2', 'NET-2'],
  severity: 'mandatory',
  title: 'FILES_URL is an address that browsers and model providers reach',
  rationale:
    "Dify writes it into the links of images and uploads: pictures stay broken, and models can't fetch what they are to look at.",
  remediation: 'Write the public address of the API; what pods use among each other goes into INTERNAL_FILES_URL.',
  source: 'Dify docker/.env.example: FILES_URL, INTERNAL_FILES_URL',
  *find(input) {
    const variable = partIn(input, 'api')?.variables.get('FILES_URL');
    const url = urlFrom(variable?.value);
    if (!variable || !url || !INSIDE.test(url.hostname)) return;
    yield findingAt(variable.definedAt, {
      message: `FILES_URL ${url.origin} can't be reached from outside of the cluster`,
      cause: 'it is the address that pods use among each other',
      remedy: 'write the public address of the API here, and this one into INTERNAL_FILES_URL',
    });
  },
};
