"""One HTTPS request through a tunnel of an HTTP proxy, trusting a single CA. It also runs as user code in the sandbox.

Argument: {proxy: name of the environment variable with its URL, host, path, ca: PEM}. Prints {status, body}; status 0 and a reason as
the body if there was no response: the proxy refused the tunnel, or the certificate was not valid for `host`.
"""

import http.client
import json
import os
import ssl
import sys
from urllib.parse import urlsplit

call = json.loads(sys.argv[1])
proxy = urlsplit(os.environ.get(call['proxy'], ''))
if not proxy.hostname:
    sys.exit(call['proxy'] + ' is not set here')
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(cadata=call['ca'])
connection = http.client.HTTPSConnection(proxy.hostname, proxy.port or 3128, timeout=8, context=context)
connection.set_tunnel(call['host'], 443)
try:
    connection.request('GET', call['path'])
    answer = connection.getresponse()
    print(json.dumps({'status': answer.status, 'body': answer.read().decode(errors='replace')}))
except (OSError, http.client.HTTPException) as error:
    print(json.dumps({'status': 0, 'body': f'no answer: {error}'}))
