"""Looks for traces of the plugin daemon's work in its data stores, with the settings of the API's container.

Argument: {tenant, database, redisDatabase}. The daemon has just created a debugging key for that throw-away tenant: its entries are
counted and removed. Prints {entries, connections, tables}; `tables` is null if the API's account may not log in there.
"""

import json
import os
import sys

import redis

try:
    import psycopg2 as postgres
except ImportError:
    import psycopg as postgres

env = os.environ
call = json.loads(sys.argv[1])

cache = redis.Redis(
    host=env['REDIS_HOST'],
    port=int(env['REDIS_PORT']),
    db=call['redisDatabase'],
    username=env.get('REDIS_USERNAME') or None,
    password=env.get('REDIS_PASSWORD') or None,
    ssl=env.get('REDIS_USE_SSL', 'false').lower() == 'true',
    socket_timeout=10,
)


def names_of(tenant):
    """With SCAN, which doesn't block the server. The reverse entry has the key, not the tenant, in its name."""
    by_tenant = list(cache.scan_iter(match=f'plugin_daemon:*{tenant}*', count=2000))
    keys = [(cache.get(name) or b'').decode(errors='replace').strip('"') for name in by_tenant]
    by_key = [name for key in keys if len(key) == 36 for name in cache.scan_iter(match=f'plugin_daemon:*{key}*', count=2000)]
    return by_tenant, by_tenant + by_key


def sign_in(database):
    where = {'host': env['DB_HOST'], 'port': int(env['DB_PORT']), 'user': env['DB_USERNAME']}
    return postgres.connect(**where, dbname=database, password=env['DB_PASSWORD'], connect_timeout=10)


def first(connection, statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


found, own = names_of(call['tenant'])
if own:
    cache.delete(*own)
with sign_in(env['DB_DATABASE']) as connection:
    # Every account can see database names; what the connections do is not queried.
    connections = first(connection, 'select count(*) from pg_stat_activity where datname = %s', call['database'])
try:
    with sign_in(call['database']) as connection:
        tables = first(
            connection, "select count(*) from information_schema.tables where table_name = 'plugin_installations'"
        )
except postgres.OperationalError:
    tables = None
print(json.dumps({'entries': len(found), 'connections': connections, 'tables': tables}))
