"""Pings Redis as cache and as broker with the container's own settings. Prints {cache, broker}: [host, port, database]."""

import json
import os
from urllib.parse import urlsplit

import redis

env = os.environ
options = {
    'host': env['REDIS_HOST'],
    'port': int(env['REDIS_PORT']),
    'db': int(env.get('REDIS_DB') or 0),
    'username': env.get('REDIS_USERNAME') or None,
    'password': env.get('REDIS_PASSWORD') or None,
    'ssl': env.get('REDIS_USE_SSL', 'false').lower() == 'true',
    # The client retries up to three times and must give up before its caller does.
    'socket_timeout': 5,
}
redis.Redis(**options).ping()
redis.Redis.from_url(env['CELERY_BROKER_URL'], socket_timeout=5).ping()
broker = urlsplit(env['CELERY_BROKER_URL'])
print(
    json.dumps(
        {
            'cache': [options['host'], options['port'], options['db']],
            'broker': [broker.hostname, broker.port or 6379, int(broker.path.lstrip('/') or 0)],
        }
    )
)
