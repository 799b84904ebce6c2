import { isPattern, ORIGIN_LISTS, originMeant, originsIn } from '../../facts/dify/origins.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const corsOriginInvalid: Rule = {
  id: 'cors-origin-invalid',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Each entry of the CORS lists is an origin, as browsers send it',
  rationale:
    'Dify splits at commas and trims nothing; it then compares letter by letter. An entry with a blank, a path or a trailing slash matches no request, and the browser keeps the answer from the page.',
  remediation: 'Write scheme://host[:port], separated by commas alone.',
  source: 'Dify api/configs/feature (CORS lists are split at ","), flask-cors: origins are compared as texts',
  *find(input) {
    for (const name of ORIGIN_LISTS) {
      const list = originsIn(input, name);
      for (const entry of list?.entries ?? []) {
        if (!list || isPattern(entry) || originMeant(entry) === entry) continue;
        yield findingAt(list.variable.definedAt, {
          message: `${name}: no browser ever sends the origin "${entry}"`,
          cause:
            entry === entry.trim()
              ? 'it is not just scheme://host[:port] in small letters'
              : 'there is a blank beside the comma',
          remedy: `write ${originMeant(entry) ?? 'scheme://host[:port]'}`,
        });
      }
    }
  },
};
