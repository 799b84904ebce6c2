"""Several GET requests from inside the pod, all at once. No redirects, no proxy.

Argument: {urls}; prints a list of {url, status, headers, body} in the same order; status 0 and a reason as the body
if there was no response.
"""

import concurrent.futures
import http.client
import json
import sys
from urllib.parse import urlsplit


def get(url):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        connection.request('GET', parts.path or '/', headers={'Accept-Language': 'en'})
        answer = connection.getresponse()
        body = answer.read().decode(errors='replace')
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return {'url': url, 'status': answer.status, 'headers': headers, 'body': body}
    except OSError as error:
        return {'url': url, 'status': 0, 'headers': {}, 'body': f'no answer: {error}'}
    finally:
        connection.close()


urls = json.loads(sys.argv[1])['urls']
with concurrent.futures.ThreadPoolExecutor(max_workers=8) as pool:
    print(json.dumps(list(pool.map(get, urls))))
