import { browserViews, publicUrlFrom } from '../../facts/dify/browser.ts';
import { isPattern, originMeant, originsIn } from '../../facts/dify/origins.ts';
import { findingAt, textOf } from '../../facts/dify/settings.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Rule } from '../../rule.ts';

export const corsOriginMissing: Rule = {
  id: 'cors-origin-missing',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'The API allows the origins from which console and web apps call it',
  rationale: 'Responses come without CORS headers, so the browser blocks them and the page only shows a spinner.',
  remediation:
    'Add the origin of the page, scheme://host[:port], to CONSOLE_CORS_ALLOW_ORIGINS or WEB_API_CORS_ALLOW_ORIGINS.',
  source: 'Dify api/extensions/ext_blueprints.py: CORS for console and web API',
  needs: ['web', 'api'],
  *find(input) {
    for (const { list: name, page, target, server } of callsOf(input)) {
      const list = originsIn(server, name);
      if (!list || page.origin === target.origin) continue;
      // A regular expression may match; cors-origin-invalid reports entries that are merely malformed.
      if (list.entries.some((entry) => isPattern(entry) || originMeant(entry) === page.origin)) continue;
      yield findingAt(list.variable.definedAt, {
        message: `${name} does not include ${page.origin}, whose pages call ${target.origin}`,
        cause: `it contains ${list.entries.join(' and ')}`,
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
  readonly server: ContainerEnvironment;
}

/** Which page calls which API: the console and the published web apps each have their own. */
const callsOf = (input: LintInput): Call[] =>
  browserViews(input).flatMap(({ page: home, api, server, web }) => {
    const app = publicUrlFrom(input, textOf(web, 'APP_API_URL'));
    const page = publicUrlFrom(input, textOf(server, 'APP_WEB_URL')) ?? home;
    return [
      { list: 'CONSOLE_CORS_ALLOW_ORIGINS', page: home, target: api, server },
      ...(app ? [{ list: 'WEB_API_CORS_ALLOW_ORIGINS', page, target: app, server }] : []),
    ];
  });
