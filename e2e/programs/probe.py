"""Runs HTTP and TCP probes as the kubelet does, from another pod.

Argument: [{host, port, path?, headers?, timeoutSeconds}]; without a path it is a TCP probe.
Prints [{ok, status, elapsedMs, reason}]; all run at once, as in the kubelet.
"""

import http.client
import json
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def ask(target):
    """A status from 200 to 399 is a success (kubelet, prober/http); redirects are not followed to other hosts."""
    if 'path' not in target:
        socket.create_connection((target['host'], target['port']), target['timeoutSeconds']).close()
        return True, 0
    connection = http.client.HTTPConnection(target['host'], target['port'], timeout=target['timeoutSeconds'])
    connection.request('GET', target['path'], headers={'User-Agent': 'kube-probe/1.34', **target.get('headers', {})})
    status = connection.getresponse().status
    connection.close()
    return 200 <= status < 400, status


def timed(target):
    started = time.monotonic()
    try:
        ok, status = ask(target)
        reason = '' if ok else f'status {status}'
    except OSError as error:
        ok, status, reason = False, 0, str(error) or type(error).__name__
    return {'ok': ok, 'status': status, 'elapsedMs': round((time.monotonic() - started) * 1000), 'reason': reason}


with ThreadPoolExecutor(16) as pool:
    print(json.dumps(list(pool.map(timed, json.loads(sys.argv[1])))))
