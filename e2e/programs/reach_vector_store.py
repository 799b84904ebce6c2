"""Opens a connection to the vector store that this container is configured for, whichever it is.

Prints {store, host, port, reached, reason}; host null where it is not known which variable has the address.
"""

import json
import os
import socket
from urllib.parse import urlsplit

env = os.environ
# Vector store → variables with its address, and the default port (Dify, api/configs/middleware/vdb).
ADDRESSES = {
    'weaviate': ('WEAVIATE_ENDPOINT', None, 8080),
    'qdrant': ('QDRANT_URL', None, 6333),
    'opensearch': ('OPENSEARCH_HOST', 'OPENSEARCH_PORT', 9200),
    'elasticsearch': ('ELASTICSEARCH_HOST', 'ELASTICSEARCH_PORT', 9200),
    'chroma': ('CHROMA_HOST', 'CHROMA_PORT', 8000),
}


def address(store):
    where, port, default = ADDRESSES.get(store, (None, None, None))
    written = env.get(where) if where else None
    if not written:
        return None, None
    parts = urlsplit(written if '://' in written else f'//{written}')
    return parts.hostname, parts.port or int((port and env.get(port)) or default)


store = env.get('VECTOR_STORE', '')
host, port = address(store)
result = {'store': store, 'host': host, 'port': port, 'reached': False, 'reason': ''}
if host:
    try:
        socket.create_connection((host, port), 10).close()
        result['reached'] = True
    except OSError as error:
        result['reason'] = str(error)
print(json.dumps(result))
