"""The largest file that this pod's API accepts. Prints {megabytes}: UPLOAD_FILE_SIZE_LIMIT, or Dify's default."""

import json
import os

print(json.dumps({'megabytes': int(os.environ.get('UPLOAD_FILE_SIZE_LIMIT') or 15)}))
