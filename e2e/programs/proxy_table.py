"""Requests a list of targets through an HTTP proxy, all at once and without threads, since it also runs as user code in the sandbox.

Argument: {proxy: name of the environment variable with its URL, requests: [{method, target}], seconds}. `target` is a whole URL, or
host:port for CONNECT. Prints [{reached, status, error, via, reason}]: `error` is squid's error name; status 0 and a reason if there
was no response; `reached` is false if even the connection to the proxy failed.
"""

import json
import os
import socket
import sys
import time
from urllib.parse import urlsplit

call = json.loads(sys.argv[1])
proxy = urlsplit(os.environ.get(call['proxy'], ''))
deadline = time.monotonic() + call.get('seconds', 4)


def left():
    return max(0.05, deadline - time.monotonic())


def ask(method, target):
    """A connection on which the request was sent, or an error if the proxy can't be reached."""
    host = target if method == 'CONNECT' else urlsplit(target).netloc
    try:
        connection = socket.create_connection((proxy.hostname, proxy.port or 3128), left())
        connection.sendall(f'{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n'.encode())
        return connection
    except OSError as error:
        return error


def head(connection):
    """The response up to the end of its headers; the rest is not read."""
    data = b''
    while b'\r\n\r\n' not in data and len(data) < 65536:
        connection.settimeout(left())
        piece = connection.recv(4096)
        if not piece:
            break
        data += piece
    return data.split(b'\r\n\r\n')[0].decode(errors='replace').split('\r\n')


def answer(connection):
    if isinstance(connection, OSError):
        return {'reached': False, 'status': 0, 'error': '', 'via': '', 'reason': str(connection)}
    try:
        first, *rest = head(connection)
        fields = dict(line.lower().split(': ', 1) for line in rest if ': ' in line)
        status = int((first.split(' ') + ['0'])[1] or 0)
        squid = fields.get('x-squid-error', '').upper().split(' ')[0]
        return {'reached': True, 'status': status, 'error': squid, 'via': fields.get('via', ''), 'reason': ''}
    except (OSError, ValueError) as error:
        return {'reached': True, 'status': 0, 'error': '', 'via': '', 'reason': str(error) or type(error).__name__}
    finally:
        connection.close()


if not proxy.hostname:
    sys.exit(call['proxy'] + ' is not set here')
asked = [ask(one['method'], one['target']) for one in call['requests']]
print(json.dumps([answer(one) for one in asked]))
