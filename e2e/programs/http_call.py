"""HTTP requests from inside the pod: one, or a list, all at once. No redirects, and no proxy unless one is given.

Argument: one or a list of {url, method?, headers?, json?, proxy?, timeoutSeconds?}; `${NAME}` in url, headers and proxy is the
container's own variable.
Prints {status, headers, body, elapsedMs} for each; status 0 and a reason as the body if there was no response. A variable that the
container does not have is such a reason, and `unset` names it: the other requests are made all the same.
"""

import http.client
import json
import os
import string
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit


def expand(text):
    return string.Template(text).substitute(os.environ)


def connect(url, timeout):
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == 'https' else http.client.HTTPConnection
    return kind(parts.hostname, parts.port, timeout=timeout)


def target(call, url):
    """The target in the request line: a path, the whole URL for a proxy, host:port for CONNECT."""
    if call.get('method') == 'CONNECT' or call.get('proxy'):
        return url
    parts = urlsplit(url)
    return (parts.path or '/') + ('?' + parts.query if parts.query else '')


def send(call):
    url = expand(call['url'])
    headers = {name: expand(value) for name, value in call.get('headers', {}).items()}
    body = None
    if 'json' in call:
        headers['Content-Type'], body = 'application/json', json.dumps(call['json'])
    connection = connect(expand(call['proxy']) if call.get('proxy') else url, call.get('timeoutSeconds', 10))
    method = call.get('method', 'GET')
    connection.request(method, target(call, url), body, headers)
    answer = connection.getresponse()
    # What follows a successful CONNECT belongs to the tunnel.
    content = b'' if method == 'CONNECT' and answer.status == 200 else answer.read()
    found = {name.lower(): value for name, value in answer.getheaders()}
    return {'status': answer.status, 'headers': found, 'body': content.decode(errors='replace')}


def timed(call):
    started = time.monotonic()
    try:
        result = send(call)
    except KeyError as error:
        name = error.args[0]
        result = {'status': 0, 'headers': {}, 'body': f'{name} is not set in this container', 'unset': name}
    except (OSError, ValueError) as error:
        result = {'status': 0, 'headers': {}, 'body': f'no answer: {error}'}
    return {**result, 'elapsedMs': round((time.monotonic() - started) * 1000)}


calls = json.loads(sys.argv[1])
if isinstance(calls, list):
    with ThreadPoolExecutor(max(1, len(calls))) as pool:
        print(json.dumps(list(pool.map(timed, calls))))
else:
    print(json.dumps(timed(calls)))
