"""pgvector with the container's own settings. Argument: {roundTrip: bool}; with it, a temporary table with the index that Dify makes.

Prints {address: [host, port, database, user], version, found?}: `version` is that of the extension, null where it isn't made yet (Dify
makes it at the first document); `found` is the key of the vector that a search found nearest.
"""

import json
import os
import sys

try:
    import psycopg2 as postgres
except ImportError:
    import psycopg as postgres

env = os.environ
address = {
    'host': env.get('PGVECTOR_HOST') or 'localhost',
    'port': int(env.get('PGVECTOR_PORT') or 5433),
    'dbname': env.get('PGVECTOR_DATABASE') or 'postgres',
    'user': env.get('PGVECTOR_USER') or 'postgres',
}
VECTORS = {1: '[1,0,0,0]', 2: '[0,1,0,0]', 3: '[0,0,1,0]'}


def round_trip(cursor):
    """In one transaction that is never committed, extension included."""
    cursor.execute('CREATE EXTENSION IF NOT EXISTS vector')
    cursor.execute('CREATE TEMPORARY TABLE e2e_vectors (id integer PRIMARY KEY, embedding vector(4) NOT NULL)')
    cursor.execute('CREATE INDEX ON e2e_vectors USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64)')
    for key, vector in VECTORS.items():
        cursor.execute('INSERT INTO e2e_vectors VALUES (%s, %s)', (key, vector))
    cursor.execute("SELECT id FROM e2e_vectors ORDER BY embedding <=> '[0.1,0.9,0,0]' LIMIT 1")
    return cursor.fetchone()[0]


connection = postgres.connect(**address, password=env.get('PGVECTOR_PASSWORD') or '', connect_timeout=10)
try:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        made = cursor.fetchone()
        result = {'address': list(address.values()), 'version': made and made[0]}
        if json.loads(sys.argv[1]).get('roundTrip'):
            result['found'] = round_trip(cursor)
finally:
    connection.rollback()
    connection.close()
print(json.dumps(result))
