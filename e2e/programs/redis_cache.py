"""One key in the cache, with the container's own settings. Argument: {action: set|take, key, text?}; a key expires after 60 s.

For `take`, which reads and deletes it, prints {text, secondsLeft, after}: null if there is no such key.
"""

import json
import os
import sys

import redis

env = os.environ
call = json.loads(sys.argv[1])
cache = redis.Redis(
    host=env['REDIS_HOST'],
    port=int(env['REDIS_PORT']),
    db=int(env.get('REDIS_DB') or 0),
    username=env.get('REDIS_USERNAME') or None,
    password=env.get('REDIS_PASSWORD') or None,
    ssl=env.get('REDIS_USE_SSL', 'false').lower() == 'true',
    socket_timeout=10,
    decode_responses=True,
)
if call['action'] == 'set':
    cache.set(call['key'], call['text'], ex=60)
    print('{}')
else:
    left, text = cache.ttl(call['key']), cache.get(call['key'])
    cache.delete(call['key'])
    print(json.dumps({'text': text, 'secondsLeft': max(left, 0), 'after': cache.get(call['key'])}))
