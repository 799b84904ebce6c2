"""The broker that this container is configured for. Argument: {queues: […]}.

Prints {place: [host, port, database], server, waiting: {queue: number of messages}}; `server` is the run id of the server, null if
this user may not read it.
"""

import json
import os
import sys
from urllib.parse import urlsplit

import redis

url = os.environ['CELERY_BROKER_URL']
client = redis.Redis.from_url(url, socket_timeout=10)
parts = urlsplit(url)
try:
    server = client.info('server')['run_id']
except redis.ResponseError:
    server = None
place = [parts.hostname, parts.port or 6379, int(parts.path.lstrip('/') or 0)]
waiting = {queue: client.llen(queue) for queue in json.loads(sys.argv[1])['queues']}
print(json.dumps({'place': place, 'server': server, 'waiting': waiting}))
