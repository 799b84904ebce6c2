"""Object storage with the container's own settings.

Argument: {action: head|put|get|delete|find, key?, text?}. `find` lists below the prefix `key` and returns the keys of objects that hold `text`.
Prints {endpoint, bucket, region} and, per action, text or keys.
"""

import json
import os
import sys

import boto3
from botocore.client import Config

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
        s3={'addressing_style': env.get('S3_ADDRESS_STYLE') or 'auto'}, connect_timeout=10, retries={'max_attempts': 1}
    ),
)


def read(key):
    return client.get_object(Bucket=bucket, Key=key)['Body'].read().decode(errors='replace')


def find(prefix, text):
    pages = client.get_paginator('list_objects_v2').paginate(Bucket=bucket, Prefix=prefix)
    keys = [entry['Key'] for page in pages for entry in page.get('Contents', [])]
    return [key for key in keys if text in read(key)]


result = {'endpoint': env.get('S3_ENDPOINT'), 'bucket': bucket, 'region': env.get('S3_REGION')}
if call['action'] == 'head':
    client.head_bucket(Bucket=bucket)
    client.list_objects_v2(Bucket=bucket, MaxKeys=1)
elif call['action'] == 'put':
    client.put_object(Bucket=bucket, Key=call['key'], Body=call['text'].encode())
elif call['action'] == 'get':
    result['text'] = read(call['key'])
elif call['action'] == 'delete':
    client.delete_object(Bucket=bucket, Key=call['key'])
elif call['action'] == 'find':
    result['keys'] = find(call['key'], call['text'])
print(json.dumps(result))
