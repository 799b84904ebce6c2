import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ComposeOptions, loadCompose } from './index.ts';
import { writeProject } from './testing/projects.ts';
import type { ComposePlace } from './types.ts';

const load = async (files: Readonly<Record<string, string>>, options?: ComposeOptions) => {
  const main = await writeProject({ files });
  const { services } = await loadCompose(main, options);
  const short = ({ file, position }: ComposePlace) =>
    `${file.slice(main.length - 'compose.yaml'.length)}:${position.line}:${position.column}`;
  const of = (service: string) => [...(services.get(service)?.environment.values() ?? [])];
  return {
    services,
    short,
    places: (service: string) => Object.fromEntries(of(service).map(({ name, at }) => [name, short(at)])),
    values: (service: string) => Object.fromEntries(of(service).map(({ name, value }) => [name, value])),
  };
};

test('every variable has the place that determines it', async () => {
  const { places } = await load({
    'compose.yaml':
      'x-a: &a\n  SHARED: 1\nservices:\n  a:\n    image: i\n    env_file: a.env\n    environment:\n      <<: *a\n      OWN: 2\n      SET: ${X}\n      MIXED: a${X}\n      DEFAULT: ${U:-d}\n      HANDED:\n',
    'a.env': '# c\nFILE=1\nOWN=file\nFROM=${X}\n',
    '.env': '\nX=x\nHANDED=h\n',
  });
  expect(places('a')).toEqual({
    SHARED: 'compose.yaml:2:3',
    OWN: 'compose.yaml:9:7',
    SET: '.env:2:1',
    MIXED: 'compose.yaml:11:7',
    DEFAULT: 'compose.yaml:12:7',
    HANDED: '.env:3:1',
    FILE: 'a.env:2:1',
    FROM: '.env:2:1',
  });
});

test('list entries have places, too', async () => {
  const { places } = await load({
    'compose.yaml': 'services:\n  a:\n    environment:\n      - A=1\n      - B=${X}\n      - X\n      - U\n',
    '.env': 'X=x\n',
  });
  expect(places('a')).toEqual({ A: 'compose.yaml:4:9', B: '.env:1:1', X: '.env:1:1', U: 'compose.yaml:7:9' });
});

test('extended and included values keep their own places', async () => {
  const { services, short, places } = await load({
    'compose.yaml':
      'include: [sub/inc.yml]\nservices:\n  a:\n    extends: {file: sub/base.yml, service: b}\n    environment: {OWN: 1}\n',
    'sub/base.yml':
      'services:\n  b:\n    image: ${IMAGE:-i}\n    ports:\n      - "80:80"\n    environment: {BASE: 1}\n',
    'sub/inc.yml': 'services:\n  c: {image: "${V}", volumes: ["./v:/v"]}\n',
    'sub/.env': 'V=v\n',
  });
  const [a, c] = [services.get('a'), services.get('c')];
  expect(places('a')).toEqual({ BASE: 'sub/base.yml:6:19', OWN: 'compose.yaml:5:19' });
  expect(
    [a?.at, a?.image?.at, a?.ports[0]?.at, c?.at, c?.image?.at, c?.volumes[0]?.at].map((at) => at && short(at)),
  ).toEqual([
    'compose.yaml:3:3',
    'sub/base.yml:3:5',
    'sub/base.yml:5:9',
    'sub/inc.yml:2:3',
    'sub/.env:1:1',
    'sub/inc.yml:2:32',
  ]);
});

test('returns the variables that a value comes from, including indirect ones', async () => {
  const { services } = await load({
    'compose.yaml': 'services: {a: {environment: {A: "${URL:-x} ${U:-$V}"}}}',
    '.env': 'URL=redis://:${PASSWORD}@h\nPASSWORD=p\n',
  });
  expect(services.get('a')?.environment.get('A')?.interpolated).toEqual(['URL', 'PASSWORD', 'U', 'V']);
});

test('a required variable without a value stays a reference, in Compose files and in env files', async () => {
  const files = {
    'compose.yaml': 'services: {a: {environment: {A: "x${P:?set it}", B: "${Q}"}, ports: ["${PORT:?}:80", "81"]}}',
    '.env': 'Q=${P?}\n',
  };
  const unknown = await load(files);
  expect(unknown.values('a')).toEqual({ A: 'x${P}', B: '${P}' });
  expect(unknown.services.get('a')?.ports.map(({ target }) => target)).toEqual([81]);
  const known = await load(files, { environment: { P: 'p', PORT: '8080' } });
  expect(known.values('a')).toEqual({ A: 'xp', B: 'p' });
  expect(known.services.get('a')?.ports.map(({ published }) => published)).toEqual(['8080', undefined]);
});

test('environment overrides env_file, later env_files override earlier ones, and each value has its source', async () => {
  const { services, values } = await load({
    'compose.yaml':
      'services: {a: {env_file: [a.env, {path: b.env, format: raw}, {path: no, required: false}], environment: {A: 1}}}',
    'a.env': 'A=a\nB=a\nC=a\n',
    'b.env': '# c\nB="b" # no comment\nC=$X\n',
  });
  expect(values('a')).toEqual({ A: '1', B: '"b" # no comment', C: '$X' });
  expect([...(services.get('a')?.environment.values() ?? [])].map(({ name, from }) => [name, from])).toEqual([
    ['B', 'env_file'],
    ['C', 'env_file'],
    ['A', 'environment'],
  ]);
});

test('passed-in values override every env file, and later env files override earlier ones', async () => {
  const main = await writeProject({
    files: {
      'compose.yaml': 'services: {a: {image: "$A-$B-$C-$D"}}',
      one: 'A=1\nB=1\nC=1',
      two: 'B=2\nC=2',
      '.env': 'D=no',
    },
  });
  const envFile = ['one', 'two'].map((name) => join(main, '..', name));
  const { services } = await loadCompose(main, { envFile, environment: { C: 'in' } });
  expect(services.get('a')?.image?.value).toBe('1-2-in-');
});

test('services of inactive profiles are omitted, and their env files need not exist', async () => {
  const files = { 'compose.yaml': 'services: {a: {image: i}, b: {profiles: [p], env_file: none}, c: {profiles: [q]}}' };
  expect([...(await load(files)).services.keys()]).toEqual(['a']);
  expect([...(await load(files, { profiles: ['q'] })).services.keys()]).toEqual(['a', 'c']);
});

test('several files are merged in order', async () => {
  const main = await writeProject({
    files: {
      'compose.yaml': 'services: {a: {image: one, environment: {A: 1, B: 1}, ports: ["80:80"]}}',
      'more.yaml': 'services: {a: {image: two, environment: [B=2], ports: !override ["81:81"]}, b: {image: i}}',
    },
  });
  const { file, services } = await loadCompose([main, join(main, '..', 'more.yaml')]);
  const a = services.get('a');
  expect([file, a?.image?.value, a?.ports.length, a?.environment.get('B')?.value, services.size]).toEqual([
    main,
    'two',
    1,
    '2',
    2,
  ]);
});
