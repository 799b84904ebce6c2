import { publicUrlFrom } from '../../facts/dify/browser.ts';
import { originsIn } from '../../facts/dify/origins.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isSeen, textOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const NAME = 'CONSOLE_CORS_ALLOW_ORIGINS';

export const corsOriginAny: Rule = {
  id: 'cors-origin-any',
  claims: ['SEC-5'],
  severity: 'recommended',
  title: 'Not every web site may call the console with the cookies of its users',
  rationale:
    'Dify answers the console with credentials allowed, and "*" is then answered with whatever origin asks. A page that somebody opens beside the console can read and change what this person may.',
  remediation: 'List the origins of the console: scheme://host[:port].',
  source:
    'Dify api/extensions/ext_blueprints.py: console, supports_credentials; flask-cors: "*" with credentials reflects the origin; docker/.env.example: "*"',
  needs: 'api',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      const list = program === 'api' ? originsIn(environment, NAME) : undefined;
      if (!list?.entries.some((entry) => entry.trim() === '*') || isSeen(seen, list.variable.definedAt)) continue;
      const page = publicUrlFrom(input, textOf(environment, 'CONSOLE_WEB_URL'))?.origin;
      yield findingAt(list.variable.definedAt, {
        message: `${NAME} is "*": any web site may call the console with the cookies of its users`,
        cause: 'it is the value of .env.example',
        remedy: page ? `use ${page}` : 'use the origin of the console; without other hosts, remove it',
      });
    }
  },
};
