import { browserView, urlFrom } from '../../facts/dify/browser.ts';
import { isPattern, originMeant, originsIn } from '../../facts/dify/origins.ts';
import { findingAt, partIn, textOf } from '../../facts/dify/settings.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Rule } from '../../rule.ts';

export const corsOriginMissing: Rule = {
  id: 'cors-origin-missing',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'The API answers to the origins from which console and web apps call it',
  rationale:
    'The calls get their answers, but without CORS headers: the browser keeps them from the page, which shows nothing but a spinner.',
  remediation:
    'Add the origin of the page, scheme://host[:port], to CONSOLE_CORS_ALLOW_ORIGINS or WEB_API_CORS_ALLOW_ORIGINS.',
  source: 'Dify api/extensions/ext_blueprints.py: CORS of console and web API',
  *find(input) {
    for (const { list: name, page, target } of callsOf(input)) {
      const list = originsIn(input, name);
      if (!list || page.origin === target.origin) continue;
      // A regular expression may match; an entry that is only written wrongly is the business of cors-origin-invalid.
      if (list.entries.some((entry) => isPattern(entry) || originMeant(entry) === page.origin)) continue;
      yield findingAt(list.variable.definedAt, {
        message: `${name} lacks ${page.origin}, from which pages call ${target.origin}`,
        cause: `it has ${list.entries.join(' and ')}`,
        remedy: `add ${page.origin}`,
        proof: `OPTIONS ${target.origin} with "Origin: ${page.origin}" → no Access-Control-Allow-Origin`,
      });
    }
  },
};

interface Call {
  readonly list: string;
  readonly page: URL;
  readonly target: URL;
}

/** Who calls whom: the console its API, published web apps theirs. */
function callsOf(input: LintInput): Call[] {
  const view = browserView(input);
  if (!view) return [];
  const app = urlFrom(textOf(partIn(input, 'web'), 'APP_API_URL'));
  const page = urlFrom(textOf(partIn(input, 'api'), 'APP_WEB_URL')) ?? view.page;
  return [
    { list: 'CONSOLE_CORS_ALLOW_ORIGINS', page: view.page, target: view.api },
    ...(app ? [{ list: 'WEB_API_CORS_ALLOW_ORIGINS', page, target: app }] : []),
  ];
}
