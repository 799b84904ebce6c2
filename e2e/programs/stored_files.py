"""Files in the directory where Dify's API keeps uploads, with the container's own settings.

Argument: {action: try|put|take|find, name?, text?}. `try` writes and removes a file; `put` leaves one; `take` reads and removes it;
`find` returns the files below `name` that contain `text`.
Prints {type, folder} and, per action, writable, text (null if there is no such file) or files.
"""

import json
import os
import sys
from uuid import uuid4

env = os.environ
call = json.loads(sys.argv[1])
kind = env.get('STORAGE_TYPE') or 'opendal'
variable = 'STORAGE_LOCAL_PATH' if kind == 'local' else 'OPENDAL_FS_ROOT'
# As Dify reads it: relative to the working directory of its image.
folder = os.path.abspath(env.get(variable) or 'storage')
path = os.path.join(folder, call.get('name') or '.e2e-' + uuid4().hex)


def write(text):
    with open(path, 'w') as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read(file):
    try:
        with open(file, 'rb') as opened:
            return opened.read().decode(errors='replace')
    except OSError:
        return None


def can_write():
    try:
        write('e2e')
        os.remove(path)
        return True
    except OSError:
        return False


def take():
    text = read(path)
    if text is not None:
        os.remove(path)
    return text


def find(text):
    below = [os.path.join(at, name) for at, _, names in os.walk(path) for name in names]
    return [os.path.relpath(file, folder) for file in below if text in (read(file) or '')]


result = {'type': kind, 'folder': folder}
if call['action'] == 'try':
    result['writable'] = can_write()
elif call['action'] == 'put':
    write(call['text'])
elif call['action'] == 'take':
    result['text'] = take()
elif call['action'] == 'find':
    result['files'] = find(call['text'])
print(json.dumps(result))
