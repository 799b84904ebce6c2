"""Inspects Celery workers through this container's broker: the queues they consume and the tasks they have executed.

Argument: {workers: names of workers, or none for all that respond within 2 s}.
Prints {workers: {name: {queues: […], tasks: {task name: number since the worker started}}}}.
"""

import json
import os
import sys

from celery import Celery

names = json.loads(sys.argv[1]).get('workers') or None
client = Celery(broker=os.environ['CELERY_BROKER_URL'])
# With a limit, it doesn't wait for the whole timeout.
inspect = client.control.inspect(names, timeout=10 if names else 2, limit=len(names) if names else None)
queues, stats = inspect.active_queues() or {}, (inspect.stats() or {}) if names else {}
workers = {
    name: {'queues': sorted(queue['name'] for queue in found), 'tasks': stats.get(name, {}).get('total', {})}
    for name, found in queues.items()
}
print(json.dumps({'workers': workers}))
