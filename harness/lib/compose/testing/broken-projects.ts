import { type TestProject, withEnvFile, withEnvironment, withService } from './projects.ts';

/** Projects that docker compose rejects. */
export const BROKEN: Readonly<Record<string, TestProject>> = {
  'circular extends': {
    files: { 'compose.yaml': 'services:\n  a: {extends: b, image: i}\n  b: {extends: c}\n  c: {extends: a}\n' },
  },
  'circular extends across files': {
    files: {
      'compose.yaml': 'services:\n  a: {extends: {file: b.yml, service: b}}\n',
      'b.yml': 'services:\n  b: {extends: {file: compose.yaml, service: a}}\n',
    },
  },
  'circular include': {
    files: {
      'compose.yaml': 'include: [b.yml]\nservices: {a: {image: i}}',
      'b.yml': 'include: [compose.yaml]\nservices: {b: {image: i}}',
    },
  },
  'a missing service': {
    files: { 'compose.yaml': 'services:\n  a: {image: i, extends: bb}\n  b: {image: i}\n' },
  },
  'a missing file': {
    files: { 'compose.yaml': 'services:\n  a: {extends: {file: ../none.yml, service: b}}\n' },
  },
  'a missing included file': { files: { 'compose.yaml': 'include: [none.yml]\nservices: {a: {image: i}}' } },
  'a missing env file': withService('    env_file: none.env\n'),
  'an env file with an unclosed quote': withEnvFile('A=1\nB="open\n'),
  'a space in a name in an env file': withEnvFile('A B=1\n'),
  'an invalid character in a name in an env file': withEnvFile('A%=1\n'),
  'an empty variable': withEnvironment(["A: '${}'"]),
  'an unclosed variable': withEnvironment(["A: 'a ${B'"]),
  'a variable that starts with a digit': withEnvironment(["A: '${1B}'"]),
  'a default with empty braces before another variable': withEnvironment(["A: '${X:-{}} ${S}'"]),
  'a default across two lines': withEnvironment(['A: "${B:-one\\ntwo}"']),
  'a range that is too short': withService('    ports: ["1-3:1-2"]\n'),
  'a port that is too high': withService('    ports: ["80:70000"]\n'),
  'an invalid port': withService('    ports: ["80:web"]\n'),
  'an invalid protocol': withService('    ports: ["80/http"]\n'),
  'an invalid IP address': withService('    ports: ["300.1.1.1:80:80"]\n'),
  'a volume with too many parts': withService('    volumes: ["vol:/b:ro:x"]\n'),
  'a volume with an empty part': withService('    volumes: ["vol::/b"]\n'),
  'a duplicate key': withService('    image: j\n'),
  'a service that is a string': { files: { 'compose.yaml': 'services: {a: text}' } },
  'an empty service': { files: { 'compose.yaml': 'services: {a: }' } },
  'services that are a list': { files: { 'compose.yaml': 'services: [a]' } },
  'an include that is a string': { files: { 'compose.yaml': 'include: a.yml\nservices: {a: {image: i}}' } },
  'a list at the top level': { files: { 'compose.yaml': '- a' } },
  'an empty file': { files: { 'compose.yaml': '' } },
  'an empty document': { files: { 'compose.yaml': 'services: {a: {image: i}}\n---\n' } },
  'invalid YAML': { files: { 'compose.yaml': 'services: {a: [' } },
  'an anchor that contains itself': { files: { 'compose.yaml': 'x-a: &a {b: *a}\nservices: {a: {image: i}}' } },
  'an alias without an anchor': { files: { 'compose.yaml': 'services: {a: *none}' } },
  'a value that is a list': withEnvironment(['A: [1]']),
  'a space after a name': withEnvironment(['- "A =1"']),
};
