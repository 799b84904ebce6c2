import { documents } from '../../example-text.ts';
import { urlFrom } from '../../facts/dify/browser.ts';
import { partText } from '../../facts/dify/examples.ts';
import { findingAt, partIn, textOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const web = partText('web', { env: { CONSOLE_API_URL: 'http://dify.maywzh.com' } });
const api = (url: string) => partText('api', { env: { CONSOLE_API_URL: url } });

export const webApiUrlDiffers: Rule = {
  id: 'web-api-url-differs',
  claims: ['ENV-2', 'NET-2'],
  severity: 'recommended',
  title: 'API and web server name the same address of the API',
  rationale:
    "The API makes links from its own setting (files, logins by OAuth, invitations): they lead to a host that the pages don't use, where the cookies may be missing.",
  remediation: 'Write the same CONSOLE_API_URL and APP_API_URL for both.',
  source: 'Dify docker/docker-compose.yaml: one value goes to api, worker and web',
  examples: {
    bad: { manifests: documents(api('http://dify-api.maywzh.com'), web) },
    good: { manifests: documents(api('http://dify.maywzh.com'), web) },
  },
  mutation: [
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '  CONSOLE_API_URL: http://dify.maywzh.com\n  APP_API_URL',
      by: '  CONSOLE_API_URL: http://dify-api.maywzh.com\n  APP_API_URL',
    },
    {
      file: 'compose/docker-compose.yaml',
      replace: '      CONSOLE_API_URL: ${CONSOLE_API_URL}\n',
      by: '      CONSOLE_API_URL: http://dify-api.maywzh.com\n',
    },
  ],
  *find(input) {
    for (const name of ['CONSOLE_API_URL', 'APP_API_URL']) {
      const variable = partIn(input, 'web')?.variables.get(name);
      const [here, there] = [urlFrom(variable?.value), urlFrom(textOf(partIn(input, 'api'), name))];
      // http and https of one host: csrf-cookie-differs and console-scheme-against-tls know more about that.
      if (!variable || !here || !there || here.hostname === there.hostname) continue;
      yield findingAt(variable.definedAt, {
        message: `${name} is ${here.origin} for the web server and ${there.origin} for the API`,
        cause: 'one of the two was changed alone',
        remedy: 'write the same address for both',
      });
    }
  },
};
