import { isPattern, ORIGIN_LISTS, originMeant, originsIn } from '../../facts/dify/origins.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const corsOriginInvalid: Rule = {
  id: 'cors-origin-invalid',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every entry of the CORS lists is an origin as browsers send it',
  rationale:
    'Dify splits at commas without trimming and compares the entries literally. An entry with whitespace, a path or a trailing slash never matches, and the browser blocks the response.',
  remediation: 'Write scheme://host[:port], separated by commas without spaces.',
  source: 'Dify api/configs/feature (CORS lists are split at ","), flask-cors: origins are compared as strings',
  needs: 'api',
  *find(input) {
    const lists = partsIn(input, 'api').flatMap((api) =>
      ORIGIN_LISTS.map((name) => [name, originsIn(api, name)] as const),
    );
    for (const [name, list] of lists) {
      for (const entry of list?.entries ?? []) {
        if (!list || isPattern(entry) || originMeant(entry) === entry) continue;
        yield findingAt(list.variable.definedAt, {
          message: `${name}: browsers never send the origin "${entry}"`,
          cause:
            entry === entry.trim()
              ? 'it is not a lowercase scheme://host[:port]'
              : 'there is whitespace next to the comma',
          remedy: `use ${originMeant(entry) ?? 'scheme://host[:port]'}`,
        });
      }
    }
  },
};
