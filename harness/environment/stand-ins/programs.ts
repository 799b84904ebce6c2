/** Python programs that make stand-ins fail on purpose. */

/** Runs in an API pod, with its own settings. */
export const BUCKET_QUOTA = `"""Sets the quota of the container's own bucket in MinIO (admin API, PUT set-bucket-quota). Argument: {bytes}; 0 = none. Prints {}."""

import json
import os
import sys
from urllib.request import ProxyHandler, Request, build_opener

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

env = os.environ
body = json.dumps({'quota': json.loads(sys.argv[1])['bytes'], 'quotatype': 'hard'}).encode()
url = f"{env['S3_ENDPOINT']}/minio/admin/v3/set-bucket-quota?bucket={env['S3_BUCKET_NAME']}"
request = AWSRequest(method='PUT', url=url, data=body)
S3SigV4Auth(Credentials(env['S3_ACCESS_KEY'], env['S3_SECRET_KEY']), 's3', env['S3_REGION']).add_auth(request)
sent = Request(url, data=body, headers=dict(request.headers.items()), method='PUT')
build_opener(ProxyHandler({})).open(sent, timeout=10).read()
print('{}')
`;

/** Runs in the stand-in's container. */
export const FILE_SIZE = `"""Limits the size of files that a server in this container may write. Arguments: a word in its command, bytes or none."""

import os
import resource
import sys

word, size = sys.argv[1:]
found = 0
for pid in [int(name) for name in os.listdir('/proc') if name.isdigit()]:
    with open(f'/proc/{pid}/cmdline', 'rb') as file:
        line = file.read()
    if word.encode() in line and pid not in (1, os.getpid()):
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard if size == 'none' else int(size), hard))
        found += 1
if not found:
    sys.exit(f'no {word} process is running here')
`;
