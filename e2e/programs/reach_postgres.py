"""Logs in to Postgres with the container's own settings. Prints {host, port, database, user, server}, no secrets."""

import json
import os

try:
    import psycopg2 as postgres
except ImportError:
    import psycopg as postgres

env = os.environ
where = {'host': env['DB_HOST'], 'port': int(env['DB_PORT']), 'dbname': env['DB_DATABASE'], 'user': env['DB_USERNAME']}
with postgres.connect(**where, password=env['DB_PASSWORD'], connect_timeout=10) as connection:
    with connection.cursor() as cursor:
        cursor.execute('select current_database(), current_user, version()')
        database, user, server = cursor.fetchone()
print(json.dumps({'host': where['host'], 'port': where['port'], 'database': database, 'user': user, 'server': server}))
