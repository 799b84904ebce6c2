/** Python for a pod of the API, with its own settings. */
export const STATEMENT = `"""Runs one SQL statement in the database that this container is configured for. Argument: {statement}; prints {}."""

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
