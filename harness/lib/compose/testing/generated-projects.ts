import fc from 'fast-check';
import { dotenv, indent, list, listEntry, mapping } from './generated-texts.ts';
import type { TestProject } from './projects.ts';

const PORTS = [
  '80',
  '"8080:80"',
  '"127.0.0.1:81:80"',
  '"53:53/udp"',
  '"3000-3002"',
  '"9000-9002:90-92"',
  '"8000-8010:80"',
  '"[::1]:82:80"',
];
const LONG_PORTS = [
  '{target: 80}',
  '{target: 80, published: 8080}',
  '{target: "${PORT:-81}", published: "8081", protocol: udp}',
];
const port = fc.constantFrom(
  ...PORTS,
  ...LONG_PORTS,
  '"${PORT:-7000}:7000"',
  '{target: 80, published: "8080", host_ip: 127.0.0.1}',
);
const VOLUMES = [
  'data:/d',
  './x:/x:ro',
  '../up:/up',
  '/abs:/abs/',
  'data:/d:rw,z',
  '~/home:/home',
  '/anonymous',
  'cache:/x//y',
];
const LONG_VOLUMES = [
  '{type: volume, source: data, target: /d, read_only: true}',
  '{type: bind, source: ./y/../z, target: /z}',
  '{type: tmpfs, target: /t}',
];
const volume = fc.constantFrom(...VOLUMES, ...LONG_VOLUMES, '"./${A:-v}:/v"');
const ENV_FILES = [
  'a.env',
  './sub/b.env',
  '{path: a.env}',
  '{path: none.env, required: false}',
  '{path: "${NONE:-sub/b.env}", required: true}',
];

interface Reference {
  readonly anchors: readonly string[];
  /** Valid targets of `extends` here, as YAML. */
  readonly bases: readonly string[];
  readonly hasImage: boolean;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const field = (key: string, text: string | undefined): string[] =>
  text === undefined ? [] : [`${key}:\n${indent(text)}`];

function service({ anchors, bases, hasImage }: Reference): fc.Arbitrary<string> {
  const merge =
    anchors.length === 0
      ? fc.constant('')
      : fc.constantFrom(
          '',
          ...anchors.map((it) => `<<: *${it}\n`),
          `<<: [${anchors.map((it) => `*${it}`).join(', ')}]\n`,
        );
  return fc
    .record({
      image: maybe(fc.constantFrom('img', 'img:${A:-1}', '"r/i:${D_1-2}-$$x"')),
      environment: maybe(
        fc.oneof(
          fc.tuple(merge, mapping).map((parts) => parts.join('')),
          list(listEntry),
        ),
      ),
      envFile: maybe(fc.oneof(list(fc.constantFrom(...ENV_FILES)), fc.constantFrom('a.env', '"sub/b.env"'))),
      ports: maybe(list(port)),
      expose: maybe(list(fc.constantFrom('80', '"81"', '"90-92"', '"53/udp"', '"${PORT:-83}"'))),
      volumes: maybe(list(volume)),
      networks: maybe(
        fc.oneof(list(fc.constantFrom('front', 'back')), fc.constantFrom('front:\nback: {aliases: [z]}')),
      ),
      profiles: maybe(list(fc.constantFrom('p1', 'p2', '"${A:-p1}"'))),
      extends: bases.length === 0 ? fc.constant(undefined) : maybe(fc.constantFrom(...bases)),
    })
    .map((it) => [
      ...(it.image === undefined && !hasImage ? [] : [`image: ${it.image ?? 'fallback'}`]),
      ...field('environment', it.environment),
      ...field('env_file', it.envFile),
      ...field('ports', it.ports),
      ...field('expose', it.expose),
      ...field('volumes', it.volumes),
      ...field('networks', it.networks),
      ...field('profiles', it.profiles),
      ...(it.extends === undefined ? [] : [`extends: ${it.extends}`]),
    ])
    .map((fields) => (fields.length === 0 ? 'image: none' : fields.join('\n')));
}

const TOP = 'volumes: {data: , cache: {}}\nnetworks: {front: , back: }\n';
const servicesText = (texts: readonly string[], prefix: string): string =>
  `services:\n${texts.map((text, index) => `  ${prefix}${index}:\n${indent(text, 4)}\n`).join('')}`;

const inFile = (anchors: readonly string[], prefix: string, others: readonly string[] = []) =>
  fc.tuple(
    service({ anchors, bases: others, hasImage: true }),
    service({ anchors, bases: [`${prefix}0`, `{service: ${prefix}0}`, ...others], hasImage: true }),
    service({ anchors, bases: [`${prefix}0`, `${prefix}1`, `{service: ${prefix}1}`, ...others], hasImage: false }),
  );

/** Compose projects of several files, most of which docker compose accepts. */
export const generatedProject: fc.Arbitrary<TestProject> = fc
  .record({
    anchor: mapping,
    second: mapping,
    services: inFile(['one', 'two'], 's', ['{file: sub/base.yml, service: b1}', '{file: sub/base.yml, service: b2}']),
    base: inFile([], 'b'),
    included: inFile([], 'i'),
    include: maybe(
      fc.constantFrom(
        '- sub/inc.yml',
        '- path: [sub/inc.yml]',
        '- path: sub/inc.yml\n  project_directory: .',
        '- path: sub/inc.yml\n  env_file: a.env',
      ),
    ),
    override: maybe(service({ anchors: [], bases: [], hasImage: false })),
    env: maybe(dotenv),
    a: dotenv,
    b: dotenv,
    subEnv: maybe(dotenv),
    handed: fc.dictionary(fc.constantFrom('A', 'B', 'PORT'), fc.constantFrom('1', '', 'sh'), { noNullPrototype: true }),
    profiles: fc.subarray(['p1', 'p2']),
    envFile: fc.boolean(),
  })
  .map((it) => {
    const anchors = `x-one: &one\n${indent(it.anchor)}\nx-two: &two\n  <<: *one\n${indent(it.second)}\n`;
    const include = it.include === undefined ? '' : `include:\n${indent(it.include)}\n`;
    const more = it.override === undefined ? '' : `---\nservices:\n  s1:\n${indent(it.override, 4)}\n`;
    const files = {
      'compose.yaml': `${anchors}${include}${servicesText(it.services, 's')}${TOP}${more}`,
      'sub/base.yml': servicesText(it.base, 'b'),
      'sub/inc.yml': servicesText(it.included, 'i') + TOP,
      'a.env': it.a,
      'sub/b.env': it.b,
      'sub/a.env': it.b,
      'sub/sub/b.env': it.a,
      ...(it.env === undefined ? {} : { '.env': it.env }),
      ...(it.subEnv === undefined ? {} : { 'sub/.env': it.subEnv }),
    };
    const port = it.handed.PORT === '1' ? { PORT: '7001' } : { PORT: '' };
    return { files, options: { environment: { ...it.handed, ...port, HANDED: 'given' }, profiles: it.profiles } };
  });
