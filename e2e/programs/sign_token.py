"""Variations of a token with other claims, signed with this container's SECRET_KEY as Dify does (libs/passport.py, HS256).

Argument: {like, claims: [{name: value}, …]}: what to change in each new token. Prints {tokens}; null if this container's key
did not sign the first one, so that the API would not accept the signatures.
"""

import base64
import hashlib
import hmac
import json
import os
import sys


def encode(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b'=').decode()


def decode(text):
    return json.loads(base64.urlsafe_b64decode(text + '=' * (-len(text) % 4)))


def signature(text):
    return encode(hmac.new(os.environ.get('SECRET_KEY', '').encode(), text.encode(), hashlib.sha256).digest())


def with_claims(header, payload, changes):
    text = f'{header}.{encode(json.dumps({**decode(payload), **changes}).encode())}'
    return f'{text}.{signature(text)}'


call = json.loads(sys.argv[1])
header, payload, signed = call['like'].split('.')
known = hmac.compare_digest(signature(f'{header}.{payload}'), signed)
print(json.dumps({'tokens': [with_claims(header, payload, one) for one in call['claims']] if known else None}))
