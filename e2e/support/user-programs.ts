import type { Program } from './sandbox-runs.ts';

/** Ways to start another program. Each writes `escaped` when it is not stopped. */
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

/** What a container has that user code must not see: accounts, settings with the key, the environment, the cluster's token. */
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
  /** How the others were refused: ENOENT, EACCES… */
  readonly refused: readonly string[];
}

/** Programs that try to read what is private, and to write a file of that name into each folder; they print `SeenFiles`. */
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
