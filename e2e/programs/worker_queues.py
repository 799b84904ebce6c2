"""Asks Celery workers, through this container's broker, which queues they consume and what they have done.

Argument: {workers: names of workers, or none for everybody who answers within 2 s}.
Prints {workers: {name: {queues: […], tasks: {name of a task: how many since it started}}}}.
"""

import json
import os
import sys

from celery import Celery

names = json.loads(sys.argv[1]).get('workers') or None
client = Celery(broker=os.environ['CELERY_BROKER_URL'])
# With a limit the answers are not waited for to the end of the time-out.
inspect = client.control.inspect(names, timeout=10 if names else 2, limit=len(names) if names else None)
queues, stats = inspect.active_queues() or {}, (inspect.stats() or {}) if names else {}
workers = {
    name: {'queues': sorted(queue['name'] for queue in found), 'tasks': stats.get(name, {}).get('total', {})}
    for name, found in queues.items()
}
print(json.dumps({'workers': workers}))
