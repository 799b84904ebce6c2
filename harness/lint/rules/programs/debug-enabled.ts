import { programsOf, startsByEntrypoint } from '../../facts/dify/programs.ts';
import { findingAt, isSeen, nameIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const debugEnabled: Rule = {
  id: 'debug-enabled',
  claims: ['ENV-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'The API runs with its production server',
  rationale:
    'With DEBUG=true the entrypoint starts the development server of Flask instead of gunicorn: one process without the configured workers, an interactive debugger in error pages, and a restart on every file change.',
  remediation: 'Remove DEBUG, or set it to "false"; LOG_LEVEL=DEBUG gives more logs.',
  source: 'Dify api/docker/entrypoint.sh: DEBUG == "true" (flask run --debug up to 1.13, python -m app since 1.14)',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      const variable = environment.variables.get('DEBUG');
      if (program !== 'api' || variable?.value !== 'true' || !startsByEntrypoint(environment)) continue;
      if (isSeen(seen, variable.definedAt)) continue;
      yield findingAt(variable.definedAt, {
        message: `DEBUG=true: ${nameIn(environment)} runs the development server of Flask instead of gunicorn`,
        cause: 'it was set to see more logs, or copied from a development setup',
        remedy: 'set DEBUG to "false"; for more logs set LOG_LEVEL to DEBUG',
      });
    }
  },
};
