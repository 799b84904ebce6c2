"""Resolves names as this pod does. Argument: {names: […]}; `${NAME}` is the host of that variable's URL.

Prints {name: {host, addresses}}; no addresses if the name does not resolve.
"""

import json
import os
import re
import socket
import sys
from urllib.parse import urlsplit


def host_of(name):
    variable = re.fullmatch(r'\$\{(\w+)\}', name)
    if not variable:
        return name
    value = os.environ.get(variable.group(1), '')
    return urlsplit(value).hostname or value


def addresses(host):
    try:
        return sorted({entry[4][0] for entry in socket.getaddrinfo(host, None, socket.AF_INET)})
    except socket.gaierror:
        return []


names = json.loads(sys.argv[1])['names']
print(json.dumps({name: {'host': host_of(name), 'addresses': addresses(host_of(name))} for name in names}))
