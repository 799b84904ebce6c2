import { type TestProject, withEnvFile, withEnvironment, withService } from './projects.ts';

/** Projects that are easily misread, here or elsewhere; docker compose accepts all of them. */
export const NASTY: Readonly<Record<string, TestProject>> = {
  'numbers as Go prints them': withEnvironment([
    ...[
      'A: 1.0',
      'B: 1.50',
      'C: 010',
      'D: 0o17',
      'E: 0x1F',
      'F: 1e6',
      'G: 1000000',
      'H: 1000000.0',
      'I: 1_000',
      'J: .5',
    ],
    ...[
      'K: -1',
      'L: 1e-7',
      'M: 123456789.5',
      'N: 12345678901234567890',
      'O: 123456789012345678901234567890',
      'P: -0.0001',
    ],
    ...['Q: 1.7976931348623157e308', 'T: +1', 'U: 0b11', 'V: 0.1', 'W: 9007199254740993', 'X: 08'],
  ]),
  'unquoted dates': withEnvironment([
    ...[
      'A: 2001-01-01',
      'B: 2001-12-14t21:59:43.10-05:00',
      'C: "2001-01-01"',
      'D: 2001-1-2',
      'E: 2001-02-30',
      'F: !!str 2001-01-01',
    ],
    ...[
      'G: 2001-12-14 21:59:43.10',
      'H: 2001-12-15T02:59:43Z',
      'I: 2001-12-15T02:59:43+00:00',
      'J: |',
      '  2001-01-01',
      'K: 2001-01-01-x',
    ],
  ]),
  'strings that look like booleans': withEnvironment([
    'A: yes',
    'B: on',
    'C: True',
    'D: FALSE',
    'E: ~',
    'F: null',
    'G: "null"',
    'H:',
    'I: n',
  ]),
  'multi-line strings': withEnvironment(['A: |', '  one', '  ${X:-two}', 'B: >-', '  one', '  $X', 'C: "a\\', '  b"'], {
    '.env': 'X=x',
  }),
  'braces within defaults': withEnvironment(
    [
      'A: \'${X:-{"a": {"b": 1}}}\'',
      "B: '${X:-{}}'",
      "C: '${X:-a}}'",
      "D: '{${X:-a}}'",
      "E: '${X:-{a} b}'",
      "F: '${S}{${X-}}'",
    ],
    { '.env': 'S=s' },
  ),
  'several variables on a line': withEnvironment(
    ["A: '${S:-a} ${X:-b} $S ${S} $$S $${S} ${X}'", "B: '$S$S${S}$$$S'", "C: 'p:${S:+/}${S+${X-n}}'"],
    {
      '.env': 'S=s',
    },
  ),
  'operators within defaults': withEnvironment(
    [
      "A: '${X:-a:-b}'",
      "B: '${X-:-}'",
      "C: '${X:+a?b}'",
      "D: '${X:-?}'",
      "E: '${X--}'",
      "F: '${S:?a:-b}'",
      "G: '${S+:?}'",
    ],
    {
      '.env': 'S=s',
    },
  ),
  'a dollar that is not a variable': withEnvironment(["A: '$1 $ a$'", "B: '$-x $(y) 5$'", "C: 'a$$'"]),
  'empty and unset': withEnvironment(
    [
      "A: '[${E}]'",
      "B: '[${E:-d}]'",
      "C: '[${E-d}]'",
      "D: '[${E:+r}]'",
      "E1: '[${E+r}]'",
      "F: '[${U}]'",
      "G: '[${U:+r}]'",
      "H: '[${U+r}]'",
      "I: '[${E?}]'",
    ],
    { '.env': 'E=' },
  ),
  'lowercase names and other alphabets': withEnvironment(["A: '$abc ${aBc} $äb ${A_1}'"], {
    '.env': 'abc=1\naBc=2\nA_1=3\nä=4',
  }),
  'a list of entries': withEnvironment(
    ['- A=1', '- B', '- C=', '- D=a=b', '- E=$A', '- A=2', '- F=${U}', '- "G H=i"'],
    {
      '.env': 'A=a\nB=b',
    },
  ),
  'a mapping without values': withEnvironment(['A:', 'B:', 'C: ""'], { '.env': 'A=a' }),
  'merge keys': {
    files: {
      'compose.yaml':
        'x-a: &a {A: 1, B: 1}\nx-b: &b {B: 2, C: 2}\nx-c: &c {<<: [*a, *b], D: 3}\nservices:\n  a: {image: i, environment: {B: 9, <<: *c}}\n  b: {image: i, environment: {<<: [*b, *c]}}\n  c: &svc {image: i, environment: *c, ports: &p ["80", "81"]}\n  d: {<<: *svc, image: j}\n  e: {<<: *svc, ports: *p, environment: [A=1]}\n',
    },
  },
  'dotenv: quotes and escapes': withEnvFile(
    'A="a\\nb\\t\\"c\\" \\$A \\\\ \\x \\c"\nB=\'a\\nb \\\' $A\'\nC="\\0101\\01\\0999\\0"\nD="two\nlines" # c\nE=\'x\'F=y\nG=" a "\nH=a"b"c\nI="${A:-\\"}"\n',
  ),
  'dotenv: comments and spaces': withEnvFile(
    '# c\n  # c\nA=a # c\nB=a#c\nC= # c\nD = d \nE: e\n\texport F=f\nexport   G=g\nH=a\t#c\nI= a b \nJ=\n\nK=#x\n  L=l',
  ),
  'dotenv: line endings': withEnvFile('A=a\r\nB="b"\r\nC=\'c\r\nd\'\r\nX\r\n\r\nD=d\r\n'),
  'dotenv: a byte order mark': withEnvFile('\uFEFFA=a\nB=b'),
  'dotenv: a bare name': {
    files: {
      'compose.yaml': 'services: {a: {image: i, env_file: a.env, environment: {S: s}}}',
      'a.env': 'P\nS\nU\nexport P2\nQ=q\nLAST',
      '.env': 'P=p\nP2=2\nLAST=l',
    },
  },
  'dotenv: its own variables, and those of the service and project': {
    files: {
      'compose.yaml': 'services: {a: {image: i, env_file: [a.env, b.env], environment: {S: s, N: , O: "${Z}"}}}',
      'a.env': 'A=a\nB=$A\nC=$S\nD=$P\nS=file\nE=$S\nN=n\nF=${N}\nG=${LATER:-no}\nLATER=x\nP=mine\nH=$P\nZ=z',
      'b.env': 'A=b\nI=$A\nJ=$B\nK=\'$A\'\nL="${P}$$"',
      '.env': 'P=p',
    },
  },
  'dotenv: odd names': withEnvFile('a.b=1\nc-d=2\n[e]=3\n1f=4\nä=5\n=6\nG:H=7\nI:=8\n'),
  'a name without a value hides the env file': withEnvFile('A=file\nB=file\n', ', environment: {A: , B: ""}'),
  'the shell overrides .env': {
    files: {
      'compose.yaml': 'services: {a: {image: "${A}-${B}", environment: [A, C]}}',
      '.env': 'A=file\nB=${A}\nC=${U:-c}',
    },
    options: { environment: { A: 'shell' } },
  },
  'env files of the project': {
    files: { 'compose.yaml': 'services: {a: {image: "${A}-${B}-${C}"}}', '.env': 'A=wrong' },
    options: {},
  },
  'the project name': {
    files: {
      'compose.yaml':
        'name: My.${A:-Own}_\nservices: {a: {image: "${COMPOSE_PROJECT_NAME}", environment: [COMPOSE_PROJECT_NAME]}}',
    },
  },
  'the project name from .env': {
    files: {
      'compose.yaml': 'services: {a: {image: "${COMPOSE_PROJECT_NAME}"}}',
      '.env': 'COMPOSE_PROJECT_NAME=fromfile',
    },
  },
  'profiles from .env': {
    files: {
      'compose.yaml':
        'services:\n  a: {image: i, profiles: [p]}\n  b: {image: i, profiles: [q], env_file: none.env}\n  c: {image: i}',
      '.env': 'COMPOSE_PROFILES=p, r',
    },
  },
  'all profiles': {
    files: { 'compose.yaml': 'services:\n  a: {image: i, profiles: [p]}\n  b: {image: i, profiles: ["${P:-x}"]}\n' },
    options: { profiles: ['*'] },
  },
  'env_file: long forms': withService(
    '    env_file:\n      - a.env\n      - path: ./b.env\n        required: true\n      - {path: none.env, required: false}\n      - {path: "${NO}none.env", required: "no"}\n',
    {
      'a.env': 'A=a\nB=a',
      'b.env': 'B=b',
    },
  ),
  'ports: every form': withService(
    '    ports: [80, "8080:80", "127.0.0.1:81:80/tcp", "[::1]:82:80", "53:53/UDP", "3000-3002", "9-11:99-101", "8000-8010:80", "80/sctp", ":84", {target: 80}, {target: "80", published: "8080"}, {target: 80, published: 8080, host_ip: 127.0.0.1, protocol: udp}, "${P:-90}:90"]\n    expose: [80, "81", "90-92/udp", "${P:-83}"]\n',
  ),
  'volumes: every form': withService(
    '    volumes: [/x, "d:/d:ro", "./p:/p/", "../q:/q:ro,rw", "~/h:/h", ".:/here", "/a/../b:/c/../d", "e:/e", "d:/d2/", "C:\\\\w:/w", {type: bind, source: ./l/, target: /l/}, {type: volume, source: d, target: /m, read_only: "true"}, {type: tmpfs, target: /t}, "./p2:/p"]\nvolumes: {d: }\n',
  ),
  networks: {
    files: {
      'compose.yaml':
        'services:\n  a: {image: i}\n  b: {image: i, networks: [x, y]}\n  c: {image: i, networks: {x: , y: {aliases: [z]}}}\n  d: {image: i, network_mode: host}\n  e: {image: i, networks: []}\nnetworks: {x: , y: }\n',
    },
  },
  'extends: a chain across files and directories': {
    files: {
      'compose.yaml':
        'services:\n  a:\n    extends: {file: one/a.yml, service: a}\n    environment: {OWN: own, B: main}\n    env_file: main.env\n    volumes: ["./here:/one"]\n    ports: ["80:80"]\n',
      'main.env': 'F=main',
      'one/a.yml':
        'services:\n  a:\n    extends: {file: two/b.yml, service: b}\n    environment: [A=one, B=one, N]\n    env_file: [one.env]\n    volumes: ["./here:/one", "../up:/up"]\n',
      'one/one.env': 'F=one\nG=one',
      'one/two/b.yml':
        'services:\n  b: {extends: c}\n  c:\n    image: "two:${V:-v}"\n    environment: {A: two, C: two, N: 1}\n    env_file: {path: x}\n    ports: [80, {target: 80, published: "80"}]\n    volumes: [{type: bind, source: ./two, target: /two}]\n'.replace(
          '{path: x}',
          './two.env',
        ),
      'one/two/two.env': 'F=two\nG=two\nH=two',
    },
  },
  'extends: within one file': {
    files: {
      'compose.yaml':
        'services:\n  a: {extends: b, environment: {A: , B: a}, profiles: [p], ports: ["1:1"], expose: [1, "2"]}\n  b: {extends: {service: c}, environment: [A=b, C], ports: ["1:1", "2:2"], networks: [n]}\n  c: {image: i, environment: {A: c, C: c, D: }, profiles: [q], expose: ["2", "1"], networks: {m: }, env_file: e.env}\nnetworks: {m: , n: }\n',
      'e.env': 'D=file\nE=file',
    },
    options: { profiles: ['p', 'q'] },
  },
  'include: its own directory and .env': {
    files: {
      'compose.yaml':
        'include: [sub/inc.yml, {path: other/inc.yml, env_file: other.env}, {path: [third/a.yml, third/b.yml], project_directory: third/deep}]\nservices: {a: {image: "${V:-none}"}}',
      '.env': 'W=main',
      'sub/inc.yml':
        'include: [deep/inc.yml]\nservices: {b: {image: "${V}-${W}", env_file: b.env, volumes: ["./x:/x"], environment: [V, U]}, c: {image: i, environment: {V: }}}',
      'sub/.env': 'V=sub\nW=sub',
      'sub/b.env': 'B=$V',
      'sub/deep/inc.yml': 'services: {d: {image: "${V}-${X:-}", volumes: ["./y:/y", "../z:/z"]}}',
      'sub/deep/.env': 'V=deep\nX=deep',
      'other/inc.yml': 'services: {e: {image: "${V}", environment: ["V", "W"]}}',
      'other.env': 'V=other',
      'third/a.yml': 'services: {f: {image: "${V:-third}", env_file: f.env, ports: ["80:80"]}}',
      'third/b.yml': 'services: {f: {ports: ["81:81"], environment: {F: 1}}}',
      'third/deep/f.env': 'FF=ff',
    },
  },
  'include: its services are overridden and extended': {
    files: {
      'compose.yaml':
        'include: [sub/inc.yml]\nservices:\n  b: {environment: {X: main}, ports: ["81:81"]}\n  a: {extends: b, image: mine}\n',
      'sub/inc.yml': 'services: {b: {image: inc, environment: [X=inc, Y=inc], ports: ["80:80"], volumes: ["./v:/v"]}}',
    },
  },
  'include: the same file through two paths': {
    files: {
      'compose.yaml': 'include: [one.yml, two.yml]\nservices: {a: {image: i}}',
      'one.yml': 'include: [base.yml]\nservices: {b: {image: i}}',
      'two.yml': 'include: [base.yml]\nservices: {c: {image: i}}',
      'base.yml': 'services: {d: {image: i, ports: ["80:80"], environment: [A=1]}}',
    },
  },
  'several documents, with !reset and !override': {
    files: {
      'compose.yaml':
        'services:\n  a: {image: i, environment: {A: 1, B: 1}, ports: ["80:80"], expose: ["1"], env_file: a.env}\n  b: {image: i}\n---\nservices:\n  a:\n    image: j\n    environment: {A: !reset null, C: 2}\n    ports: !override ["81:81"]\n    expose: !reset []\n    env_file: [b.env]\n---\nservices:\n  b: {environment: [X=1]}\n',
      'a.env': 'E=a\nF=a',
      'b.env': 'E=b',
    },
  },
  'extends with !reset and !override': {
    files: {
      'compose.yaml':
        'services:\n  a:\n    extends: b\n    environment: !override {B: 2}\n    ports: !reset []\n  b: {image: i, environment: {A: 1}, ports: ["80:80"], volumes: [/x]}\n',
    },
  },
  'extensions everywhere': {
    files: {
      'compose.yaml':
        'x-top: {a: "${U:-x}"}\nservices:\n  a: {image: i, x-more: [1], environment: {x-a: 1}, ports: [{target: 80, x-p: 1}]}\n  x-svc: {image: i}\n',
    },
  },
  'other fields of a service': withService(
    '    build: {context: ., args: {A: "${U:-1}"}}\n    command: ["sh", "-c", "echo $$A"]\n    healthcheck: {test: ["CMD", "true"], retries: "3"}\n    deploy: {replicas: 2}\n    depends_on: {b: {condition: service_started}}\n    ulimits: {nofile: {soft: 1, hard: 2}}\n  b: {image: i, labels: {A: "1"}, logging: {driver: none}}\n',
  ),
};
