"""The revision of the database schema, and the newest one in this container's code.

Prints {revision: […], heads: […]}: no revision if the table is missing or empty, no heads if there are no migrations to read.
"""

import glob
import json
import os
import re

try:
    import psycopg2 as postgres
except ImportError:
    import psycopg as postgres

env = os.environ
where = {'host': env['DB_HOST'], 'port': int(env['DB_PORT']), 'dbname': env['DB_DATABASE'], 'user': env['DB_USERNAME']}


def stored():
    with postgres.connect(**where, password=env['DB_PASSWORD'], connect_timeout=10) as connection:
        with connection.cursor() as cursor:
            cursor.execute("select to_regclass('alembic_version') is not null")
            if not cursor.fetchone()[0]:
                return []
            cursor.execute('select version_num from alembic_version')
            return sorted(row[0] for row in cursor.fetchall())


def heads():
    """Revisions that no other one is based on; every Alembic file has `revision = '…'` and `down_revision = …`."""
    own, below = set(), set()
    for path in glob.glob('migrations/versions/*.py'):
        with open(path, encoding='utf-8') as file:
            text = file.read()
        own.update(re.findall(r"^revision(?::\s*\w+)?\s*=\s*['\"](\w+)['\"]", text, re.M))
        for line in re.findall(r'^down_revision[^=]*=\s*(.+)$', text, re.M):
            below.update(re.findall(r"['\"](\w+)['\"]", line))
    return sorted(own - below)


print(json.dumps({'revision': stored(), 'heads': heads()}))
