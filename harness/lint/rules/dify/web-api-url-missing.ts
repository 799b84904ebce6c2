import { findingAt, isAbsent, partsIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const webApiUrlMissing: Rule = {
  id: 'web-api-url-missing',
  claims: ['ENV-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'The web server knows the address at which browsers reach the API',
  rationale:
    "Its image defaults to http://127.0.0.1:5001: every visitor's browser calls the visitor's own machine and shows a spinner forever.",
  remediation: 'Set CONSOLE_API_URL and APP_API_URL on the web server; empty means "the host of the page".',
  source: 'Dify web/Dockerfile: ENV CONSOLE_API_URL, APP_API_URL; web/docker/entrypoint.sh',
  needs: 'web',
  *find(input) {
    for (const web of partsIn(input, 'web')) {
      for (const name of ['CONSOLE_API_URL', 'APP_API_URL']) {
        if (web.variables.has(name) || !isAbsent(input, web, name)) continue;
        yield findingAt(placeIn(web.workload.entry, web.placed.path), {
          message: `the web server has no ${name}`,
          cause: 'browsers then call http://127.0.0.1:5001, the default of the image',
          remedy: `set ${name} to the public address of the API, or to "" for the host of the page`,
        });
      }
    }
  },
};
