"""Object storage with the container's own settings.

Argument: {action: head|put|get|delete|find|take, key?, text?}. `find` lists below the prefix `key` and returns the keys of objects that
contain `text`; `take` reads an object with the keys, with a presigned URL and with a tampered one, deletes it, and reads it again.
Prints {endpoint, bucket, region} and, per action, text (null if there is no such object), keys, or {text, signed, refused, after}.
"""

import json
import os
import sys

from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import boto3
from botocore.client import Config
from botocore.exceptions import ClientError

env = os.environ
call = json.loads(sys.argv[1])
bucket = env['S3_BUCKET_NAME']
client = boto3.client(
    's3',
    endpoint_url=env.get('S3_ENDPOINT') or None,
    region_name=env.get('S3_REGION') or None,
    aws_access_key_id=env.get('S3_ACCESS_KEY') or None,
    aws_secret_access_key=env.get('S3_SECRET_KEY') or None,
    config=Config(
        s3={'addressing_style': env.get('S3_ADDRESS_STYLE') or 'auto'},
        connect_timeout=10,
        read_timeout=10,
        retries={'max_attempts': 1},
    ),
)


def read(key):
    return client.get_object(Bucket=bucket, Key=key)['Body'].read().decode(errors='replace')


def find(prefix, text):
    pages = client.get_paginator('list_objects_v2').paginate(Bucket=bucket, Prefix=prefix)
    keys = [entry['Key'] for page in pages for entry in page.get('Contents', [])]
    return [key for key in keys if text in read(key)]


def text_or_none(key):
    try:
        return read(key)
    except ClientError as error:
        if error.response.get('Error', {}).get('Code') in ('NoSuchKey', '404'):
            return None
        raise


def fetch(url):
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=10) as answer:
            return answer.status, answer.read().decode(errors='replace')
    except HTTPError as error:
        return error.code, ''


def take(key):
    """The signature is in `Signature=` or, in version 4, in `X-Amz-Signature=`."""
    url = client.generate_presigned_url('get_object', Params={'Bucket': bucket, 'Key': key}, ExpiresIn=60)
    tampered = url.replace('Signature=', 'Signature=0')
    found = {'text': text_or_none(key), 'signed': fetch(url)[1], 'refused': fetch(tampered)[0]}
    client.delete_object(Bucket=bucket, Key=key)
    return {**found, 'after': text_or_none(key)}


result = {'endpoint': env.get('S3_ENDPOINT'), 'bucket': bucket, 'region': env.get('S3_REGION')}
if call['action'] == 'head':
    client.head_bucket(Bucket=bucket)
    client.list_objects_v2(Bucket=bucket, MaxKeys=1)
elif call['action'] == 'put':
    client.put_object(Bucket=bucket, Key=call['key'], Body=call['text'].encode())
elif call['action'] == 'get':
    result['text'] = text_or_none(call['key'])
elif call['action'] == 'delete':
    client.delete_object(Bucket=bucket, Key=call['key'])
elif call['action'] == 'find':
    result['keys'] = find(call['key'], call['text'])
elif call['action'] == 'take':
    result.update(take(call['key']))
print(json.dumps(result))
