"""A file in a directory. Argument: {folder, action?, name?, text?}.

Without an action it writes, reads back and removes a file and prints {written: bool}. `keep` writes `text` to the file `name` and
leaves it there; `take` reads and removes it: {text}, null if it does not exist.
"""

import json
import os
import sys
from uuid import uuid4

call = json.loads(sys.argv[1])
action, text = call.get('action'), call.get('text') or uuid4().hex
path = os.path.join(call['folder'], '.e2e-' + (call.get('name') or uuid4().hex))


def read():
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return None


def write():
    with open(path, 'w') as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


try:
    if action != 'take':
        write()
    found = read()
    print(json.dumps({'text': found} if action else {'written': found == text}))
finally:
    if action != 'keep' and os.path.exists(path):
        os.remove(path)
