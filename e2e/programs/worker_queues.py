"""Asks the worker of this pod, through the broker, which queues it consumes. Prints {queues: […]}."""

import json
import os
import socket

from celery import Celery

name = 'celery@' + socket.gethostname()
client = Celery(broker=os.environ['CELERY_BROKER_URL'])
answer = client.control.inspect([name], timeout=10).active_queues() or {}
print(json.dumps({'queues': sorted(queue['name'] for queue in answer.get(name, []))}))
