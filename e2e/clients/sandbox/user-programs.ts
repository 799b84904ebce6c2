import type { Program } from './sandbox-runs.ts';

/** Ways to start another program. Each prints `escaped` if it is not prevented. */
export const ESCAPES: readonly (Program & { readonly what: string })[] = [
  {
    what: 'os.system in Python',
    language: 'python3',
    code: "import os\nos.system('id')\nprint('escaped', flush=True)",
  },
  {
    what: 'subprocess in Python',
    language: 'python3',
    code: "import subprocess\nsubprocess.run(['id'])\nprint('escaped', flush=True)",
  },
  {
    what: 'child_process in JavaScript',
    language: 'nodejs',
    code: "console.log(String(require('child_process').execSync('id'))); console.log('escaped');",
  },
];

/** Files that user code must not see: accounts, settings with the key, environments, the cluster's token. */
const PRIVATE = [
  '/etc/passwd',
  '/etc/shadow',
  '/conf/config.yaml',
  '/main',
  '/proc/1/environ',
  '/proc/self/environ',
  '/var/run/secrets/kubernetes.io/serviceaccount/token',
  '/run/secrets/kubernetes.io/serviceaccount/token',
];
const FOLDERS = ['/', '/tmp/', '/var/tmp/', '/etc/', '/usr/lib/', '/home/', './'];

export interface SeenFiles {
  readonly readable: readonly string[];
  readonly written: readonly string[];
  /** How the others were denied: ENOENT, EACCES… */
  readonly refused: readonly string[];
}

/** Programs that try to read private files, and to write a file of that name to each directory; they print `SeenFiles`. */
export const FILES = (name: string): readonly Program[] => [
  {
    language: 'python3',
    code: `import errno, json
readable, written, refused = [], [], []
def attempt(path, mode, found):
    try:
        with open(path, mode) as file:
            if mode == 'rb':
                file.read(1)
        found.append(path)
    except OSError as error:
        refused.append(errno.errorcode.get(error.errno, str(error.errno)))
for path in json.loads('${JSON.stringify(PRIVATE)}'):
    attempt(path, 'rb', readable)
for folder in json.loads('${JSON.stringify(FOLDERS)}'):
    attempt(folder + '${name}', 'wb', written)
print(json.dumps({'readable': readable, 'written': written, 'refused': refused}))`,
  },
  {
    language: 'nodejs',
    code: `const fs = require('fs');
const [readable, written, refused] = [[], [], []];
const attempt = (path, action, found) => {
  try { action(path); found.push(path); } catch (error) { refused.push(error.code || String(error)); }
};
for (const path of ${JSON.stringify(PRIVATE)}) attempt(path, (one) => fs.closeSync(fs.openSync(one, 'r')), readable);
for (const folder of ${JSON.stringify(FOLDERS)}) attempt(folder + '${name}', (one) => fs.writeFileSync(one, 'x'), written);
console.log(JSON.stringify({ readable, written, refused }));`,
  },
];

/** A variable of user code: its name, the SHA-256 of its value in hex, and whether that is a URL with a password. */
export type SeenVariable = readonly [name: string, hash: string, hasPassword: boolean];

/** Programs that print their environment as `SeenVariable[]`: values never leave the sandbox. */
export const ENVIRONMENT: readonly Program[] = [
  {
    language: 'python3',
    code: `import hashlib, json, os, re
print(json.dumps([[name, hashlib.sha256(value.encode()).hexdigest(), re.search('//[^/@]+:[^/@]+@', value) is not None]
                  for name, value in sorted(os.environ.items())]))`,
  },
  {
    language: 'nodejs',
    code: `const { createHash } = require('crypto');
console.log(JSON.stringify(Object.entries(process.env).map(([name, value]) =>
  [name, createHash('sha256').update(value).digest('hex'), new RegExp('//[^/@]+:[^/@]+@').test(value)])));`,
  },
];

const PIECE = 16 * 2 ** 20;

/** Allocates that many bytes and no more, piece by piece, and writes to each: memory that is only allocated is not counted. */
export const HOG = (bytes: number): Program => ({
  language: 'python3',
  code: `taken = []
for _ in range(${Math.ceil(bytes / PIECE)}):
    taken.append(b'x' * ${PIECE})
print('all taken', flush=True)`,
});

/** Number of attempts; a child that does start exits after a second and starts nothing. */
const ATTEMPTS = 100;

/** Ways to start processes and threads. The sandbox terminates them, or they print `started 0`. */
export const FORKS: readonly (Program & { readonly what: string })[] = [
  {
    what: 'fork in Python',
    language: 'python3',
    // The sandbox's fork returns 0 without creating a child, so compare the process id instead.
    code: `import os, time
me, started = os.getpid(), 0
for _ in range(${ATTEMPTS}):
    try:
        child = os.fork()
    except OSError:
        continue
    if os.getpid() != me:
        time.sleep(1)
        os._exit(0)
    started += child > 0
print('started', started, flush=True)`,
  },
  {
    what: 'threads in Python',
    language: 'python3',
    code: `import threading, time
started = 0
for _ in range(${ATTEMPTS}):
    try:
        threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
        started += 1
    except RuntimeError:
        pass
print('started', started, flush=True)`,
  },
  {
    what: 'child processes in Python',
    language: 'python3',
    code: `import subprocess
started = 0
for _ in range(${ATTEMPTS}):
    try:
        subprocess.Popen(['sleep', '1'])
        started += 1
    except OSError:
        pass
print('started', started, flush=True)`,
  },
  {
    what: 'child processes in JavaScript',
    language: 'nodejs',
    code: `const { spawn } = require('child_process');
let started = 0;
for (let attempt = 0; attempt < ${ATTEMPTS}; attempt++) {
  const child = spawn('sleep', ['1']);
  child.on('error', () => undefined);
  if (child.pid) started += 1;
}
console.log('started ' + started);`,
  },
];
