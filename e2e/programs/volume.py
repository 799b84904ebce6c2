"""Writes, reads back and removes a file below a folder. Argument: {folder}. Prints {written: bool}."""

import json
import os
import sys
from uuid import uuid4

path = os.path.join(json.loads(sys.argv[1])['folder'], '.e2e-' + uuid4().hex)
text = uuid4().hex
try:
    with open(path, 'w') as file:
        file.write(text)
    with open(path) as file:
        print(json.dumps({'written': file.read() == text}))
finally:
    if os.path.exists(path):
        os.remove(path)
