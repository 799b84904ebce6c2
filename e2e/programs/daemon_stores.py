"""Looks into the stores of the plugin daemon with the settings of the API's container, for traces of the daemon's own work.

Argument: {tenant, database, redisDatabase}. The daemon has just been asked for a debugging key of that throw-away tenant: its entries
are counted and removed. Prints {entries, connections, tables}; `tables` is null where the API's account may not sign in there.
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
    """By SCAN, which blocks nobody. The entry from key to tenant has no tenant in its name: its name is the other's value."""
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
    # Names of databases are seen by every account; what the connections do is not asked for.
    connections = first(connection, 'select count(*) from pg_stat_activity where datname = %s', call['database'])
try:
    with sign_in(call['database']) as connection:
        tables = first(
            connection, "select count(*) from information_schema.tables where table_name = 'plugin_installations'"
        )
except postgres.OperationalError:
    tables = None
print(json.dumps({'entries': len(found), 'connections': connections, 'tables': tables}))
