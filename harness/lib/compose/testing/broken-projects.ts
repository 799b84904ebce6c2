import { type TestProject, withEnvFile, withEnvironment, withService } from './projects.ts';

/** What docker compose refuses. */
export const BROKEN: Readonly<Record<string, TestProject>> = {
  'extends in a circle': {
    files: { 'compose.yaml': 'services:\n  a: {extends: b, image: i}\n  b: {extends: c}\n  c: {extends: a}\n' },
  },
  'extends in a circle through files': {
    files: {
      'compose.yaml': 'services:\n  a: {extends: {file: b.yml, service: b}}\n',
      'b.yml': 'services:\n  b: {extends: {file: compose.yaml, service: a}}\n',
    },
  },
  'include in a circle': {
    files: {
      'compose.yaml': 'include: [b.yml]\nservices: {a: {image: i}}',
      'b.yml': 'include: [compose.yaml]\nservices: {b: {image: i}}',
    },
  },
  'a service that is not there': {
    files: { 'compose.yaml': 'services:\n  a: {image: i, extends: bb}\n  b: {image: i}\n' },
  },
  'a file that is not there': {
    files: { 'compose.yaml': 'services:\n  a: {extends: {file: ../none.yml, service: b}}\n' },
  },
  'an included file that is not there': { files: { 'compose.yaml': 'include: [none.yml]\nservices: {a: {image: i}}' } },
  'an env file that is not there': withService('    env_file: none.env\n'),
  'an env file in quotes without end': withEnvFile('A=1\nB="open\n'),
  'a space in a name of an env file': withEnvFile('A B=1\n'),
  'an odd character in a name of an env file': withEnvFile('A%=1\n'),
  'an empty variable': withEnvironment(["A: '${}'"]),
  'a variable without end': withEnvironment(["A: 'a ${B'"]),
  'a variable that begins with a digit': withEnvironment(["A: '${1B}'"]),
  'a default with empty braces before another variable': withEnvironment(["A: '${X:-{}} ${S}'"]),
  'a default over two lines': withEnvironment(['A: "${B:-one\\ntwo}"']),
  'a range that is too short': withService('    ports: ["1-3:1-2"]\n'),
  'a port that is too high': withService('    ports: ["80:70000"]\n'),
  'a port that is none': withService('    ports: ["80:web"]\n'),
  'a protocol that is none': withService('    ports: ["80/http"]\n'),
  'an address that is none': withService('    ports: ["300.1.1.1:80:80"]\n'),
  'a volume with too many parts': withService('    volumes: ["vol:/b:ro:x"]\n'),
  'a volume with an empty part': withService('    volumes: ["vol::/b"]\n'),
  'a key that is there twice': withService('    image: j\n'),
  'a service that is a text': { files: { 'compose.yaml': 'services: {a: text}' } },
  'a service that is empty': { files: { 'compose.yaml': 'services: {a: }' } },
  'services that are a list': { files: { 'compose.yaml': 'services: [a]' } },
  'an include that is a text': { files: { 'compose.yaml': 'include: a.yml\nservices: {a: {image: i}}' } },
  'a list at the top': { files: { 'compose.yaml': '- a' } },
  'an empty file': { files: { 'compose.yaml': '' } },
  'an empty document': { files: { 'compose.yaml': 'services: {a: {image: i}}\n---\n' } },
  'no YAML': { files: { 'compose.yaml': 'services: {a: [' } },
  'an anchor that holds itself': { files: { 'compose.yaml': 'x-a: &a {b: *a}\nservices: {a: {image: i}}' } },
  'an alias without an anchor': { files: { 'compose.yaml': 'services: {a: *none}' } },
  'a value that is a list': withEnvironment(['A: [1]']),
  'a space after a name': withEnvironment(['- "A =1"']),
};
