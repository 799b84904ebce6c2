"""HTTP requests from inside the pod, all at once, with the time at which each piece of a response arrives. No redirects, no proxy.

Argument: a list of {url, headers, json, timeoutSeconds?}, each sent as a POST.
Prints {status, headers, pieces: [[ms, text]]} for each; status 0 and a reason as the only piece if there was no response.
"""

import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit


def read(answer, started):
    while piece := answer.read1(65536):
        yield [round((time.monotonic() - started) * 1000), piece.decode(errors='replace')]


def send(call):
    parts = urlsplit(call['url'])
    started = time.monotonic()
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=call.get('timeoutSeconds', 20))
    headers = {**call['headers'], 'Content-Type': 'application/json'}
    try:
        connection.request('POST', parts.path, json.dumps(call['json']), headers)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return {'status': answer.status, 'headers': found, 'pieces': list(read(answer, started))}
    except OSError as error:
        return {'status': 0, 'headers': {}, 'pieces': [[0, f'no answer: {error}']]}
    finally:
        connection.close()


calls = json.loads(sys.argv[1])
with ThreadPoolExecutor(max(1, len(calls))) as pool:
    print(json.dumps(list(pool.map(send, calls))))
