import { expect, test } from 'vitest';
import { type Directive, parseNginx } from './index.ts';

const shown = (directives: readonly Directive[]): unknown[] =>
  directives.map(({ name, args, block }) => [name, ...args, ...(block ? [shown(block)] : [])]);

test('directives, blocks, quotes and comments', () => {
  const text = `
    # a comment; with { marks }
    server { listen 80; location ~ "^/a{2};" { return 200 'a; b'; } } # the end
    set $x \${NAME}/y;`;
  expect(shown(parseNginx(text))).toEqual([
    [
      'server',
      [
        ['listen', '80'],
        ['location', '~', '^/a{2};', [['return', '200', 'a; b']]],
      ],
    ],
    ['set', '$x', '${NAME}/y'],
  ]);
});

test('a "#" within a word is no comment', () => {
  expect(shown(parseNginx('rewrite ^ /#/x;'))).toEqual([['rewrite', '^', '/#/x']]);
});

test('lines are those of the file', () => {
  expect(parseNginx('\n\nuser nginx;\nevents {\n}\n').map(({ line }) => line)).toEqual([3, 4]);
});

test('what is cut off is read as far as it goes', () => {
  expect(shown(parseNginx('server { listen 80; location / { root /x;'))).toEqual([
    [
      'server',
      [
        ['listen', '80'],
        ['location', '/', [['root', '/x']]],
      ],
    ],
  ]);
  expect(shown(parseNginx('} user nginx;'))).toEqual([['user', 'nginx']]);
});
