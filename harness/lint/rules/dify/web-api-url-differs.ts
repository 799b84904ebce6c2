import { urlFrom } from '../../facts/dify/browser.ts';
import { findingAt, partIn, textOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const webApiUrlDiffers: Rule = {
  id: 'web-api-url-differs',
  claims: ['ENV-2', 'NET-2'],
  severity: 'recommended',
  title: 'API and web server name the same address of the API',
  rationale:
    "The API makes links from its own setting (files, logins by OAuth, invitations): they lead to a host that the pages don't use, where the cookies may be missing.",
  remediation: 'Write the same CONSOLE_API_URL and APP_API_URL for both.',
  source: 'Dify docker/docker-compose.yaml: one value goes to api, worker and web',
  *find(input) {
    for (const name of ['CONSOLE_API_URL', 'APP_API_URL']) {
      const variable = partIn(input, 'web')?.variables.get(name);
      const [here, there] = [urlFrom(variable?.value), urlFrom(textOf(partIn(input, 'api'), name))];
      // http and https of one host: csrf-cookie-differs and console-url-scheme-mismatch know more about that.
      if (!variable || !here || !there || here.hostname === there.hostname) continue;
      yield findingAt(variable.definedAt, {
        message: `${name} is ${here.origin} for the web server and ${there.origin} for the API`,
        cause: 'one of the two was changed alone',
        remedy: 'write the same address for both',
      });
    }
  },
};
