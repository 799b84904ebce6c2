"""Fetches a stored file by a signed URL, signed as Dify does (core/file/helpers.py) with this container's SECRET_KEY.

Argument: {base, fileId}. Prints {path, good, tampered, expired}: the path without its signature, and {status, body} for a valid link,
one with a tampered signature and one that was signed a month ago.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener
from uuid import uuid4

call = json.loads(sys.argv[1])
if not os.environ.get('SECRET_KEY'):
    sys.exit('SECRET_KEY is not set in this container')
path = f'/files/{call["fileId"]}/file-preview'


def query(age):
    stamp, nonce = str(int(time.time()) - age), uuid4().hex
    message = f'file-preview|{call["fileId"]}|{stamp}|{nonce}'.encode()
    digest = hmac.new(os.environ['SECRET_KEY'].encode(), message, hashlib.sha256).digest()
    return {'timestamp': stamp, 'nonce': nonce, 'sign': base64.urlsafe_b64encode(digest).decode()}


def fetch(fields):
    """Directly from the API, ignoring proxies in the environment."""
    try:
        url = f'{call["base"]}{path}?{urlencode(fields)}'
        with build_opener(ProxyHandler({})).open(url, timeout=10) as answer:
            status, body = answer.status, answer.read()
    except HTTPError as error:
        status, body = error.code, error.read()
    return {'status': status, 'body': body.decode(errors='replace')[:2000]}


good = query(0)
tampered = {**good, 'sign': good['sign'][::-1]}
links = {'good': good, 'tampered': tampered, 'expired': query(30 * 24 * 3600)}
print(json.dumps({'path': path, **{name: fetch(fields) for name, fields in links.items()}}))
