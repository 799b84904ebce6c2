"""Milvus with the container's own settings. Argument: {roundTrip: bool}; with it, a temporary collection is created and dropped.

Prints {uri, version, found?}: `found` is the key of the vector that a search found nearest.
"""

import json
import os
import sys
from uuid import uuid4

from pymilvus import MilvusClient

env = os.environ
client = MilvusClient(
    uri=env['MILVUS_URI'],
    user=env.get('MILVUS_USER') or '',
    password=env.get('MILVUS_PASSWORD') or '',
    token=env.get('MILVUS_TOKEN') or '',
    db_name=env.get('MILVUS_DATABASE') or 'default',
    timeout=20,
)
client.list_collections()
result = {'uri': env['MILVUS_URI'], 'version': client.get_server_version()}
if json.loads(sys.argv[1]).get('roundTrip'):
    name = 'e2e_' + uuid4().hex
    try:
        client.create_collection(name, dimension=4, metric_type='L2', consistency_level='Strong')
        vectors = {1: [1.0, 0, 0, 0], 2: [0, 1.0, 0, 0], 3: [0, 0, 1.0, 0]}
        client.insert(name, [{'id': key, 'vector': vector} for key, vector in vectors.items()])
        hits = client.search(name, data=[[0.1, 0.9, 0, 0]], limit=1)
        result['found'] = hits[0][0]['id']
    finally:
        client.drop_collection(name)
print(json.dumps(result))
