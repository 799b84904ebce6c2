import { z } from 'zod';
import { runInPod } from '../../probes/pod-program.ts';
import { faultKind } from '../kind.ts';
import { workloadFor } from '../target.ts';

export const sql = faultKind({
  kind: 'sql',
  fields: {
    statement: z.string().describe('SQL that breaks something'),
    undo: z.string().describe('SQL that reverts it'),
  },
  does: "Runs a statement in the API's database, from an API pod with its settings.",
  undone: 'The statement in `undo` is run.',
  takes: 'at once',
  example: {
    kind: 'sql',
    statement: 'ALTER TABLE alembic_version RENAME TO alembic_version_away',
    undo: 'ALTER TABLE alembic_version_away RENAME TO alembic_version',
  },
  changesTheSet: false,
  describe: ({ statement }) => `sql ${statement}`,
  apply: async (target, { statement, undo }) => {
    const program = { name: 'statement.py', source: STATEMENT };
    const run = (text: string) =>
      runInPod<object>(target.kube, workloadFor(target, 'api'), program, { statement: text });
    await run(statement);
    return {
      [Symbol.asyncDispose]: async () => {
        await run(undo);
      },
    };
  },
});

const STATEMENT = `"""Runs one SQL statement in the database that this container is configured for. Argument: {statement}; prints {}."""

import json
import os
import sys

try:
    import psycopg2 as postgres
except ImportError:
    import psycopg as postgres

env = os.environ
where = {'host': env['DB_HOST'], 'port': int(env['DB_PORT']), 'dbname': env['DB_DATABASE'], 'user': env['DB_USERNAME']}
with postgres.connect(**where, password=env['DB_PASSWORD'], connect_timeout=10) as connection:
    with connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '10s'")
        cursor.execute(json.loads(sys.argv[1])['statement'])
print('{}')
`;
