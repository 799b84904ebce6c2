import type { ReleaseFiles } from '../files.ts';

/** For tests: the files of a small product that is laid out like Dify, written by us. */
export const SMALL: Readonly<Record<string, string>> = {
  'docker/docker-compose.yaml': `x-shared-env: &shared
  LOG_LEVEL: \${LOG_LEVEL:-INFO}
  SECRET_KEY: \${SECRET_KEY:-sk-of-nobody}
services:
  api:
    image: langgenius/dify-api:9.0.0
    environment:
      <<: *shared
      MODE: api
      DAEMON_URL: \${DAEMON_URL:-http://plugin_daemon:5002}
    volumes:
      - ./storage:/app/storage
  sandbox:
    image: langgenius/dify-sandbox:0.3.0
    environment:
      - PORT=\${SANDBOX_PORT:-8194}
  plugin_daemon:
    image: langgenius/dify-plugin-daemon:0.7.0-local
    ports: ["\${DEBUG_PORT:-5003}:5003"]
  weaviate:
    image: semitechnologies/weaviate:1.27.0
    profiles: [weaviate]
`,
  'docker/.env.example': '# LOG_TZ=UTC\nLOG_LEVEL=WARN\nQUOTED="a b"  # why\n',
  'docker/nginx/conf.d/default.conf.template': `server {
  location /api { proxy_pass http://api:5001; }
  location /live/ {
    set $upstream \${LIVE_UPSTREAM};
    proxy_pass http://$upstream;
  }
  # location /old { proxy_pass http://old:1; }
  location = /exact { proxy_pass http://web:3000; }
}
`,
  'docker/envs/nginx.env.example': 'LIVE_UPSTREAM=api_live:5001\n',
  'api/docker/entrypoint.sh': `#!/bin/bash
# ignores \${COMMENTED}
export LANG=\${LANG:-C.UTF-8}
OWN=1
if [[ "\${MODE}" == "worker" ]]; then
  DEFAULT_QUEUES="dataset,mail,cloud_only"
  DEFAULT_QUEUES="dataset,mail"
  exec celery -Q \${CELERY_QUEUES:-$DEFAULT_QUEUES} -c \${AMOUNT:-1} $OWN
elif [[ "\${MODE}" == "beat" ]]; then exec celery beat
fi
`,
  'api/Dockerfile':
    'FROM python\nARG dify_uid=1001\nRUN useradd -r -u ${dify_uid} dify\nENV EDITION=SELF_HOSTED\nUSER dify\n',
  'web/Dockerfile': 'FROM node\n',
  'web/package.json': '{ "dependencies": { "next": "catalog:" } }',
  'pnpm-lock.yaml':
    "importers:\n  web:\n    dependencies:\n      next:\n        specifier: 'catalog:'\n        version: 16.2.9(react@19.2.0)\n",
  'api/configs/feature/__init__.py': `class Config(BaseSettings):
    """NOT_A_FIELD: str = Field(default="x")"""

    TIMEOUT: PositiveInt = Field(
        description="Seconds, (see docs)",
        default=10 * 60,
    )
    ENABLED: bool = Field(default=True)
    KIND: Literal["a", "b"] | None = Field(description='why: "a", not b', default=cast(Kind, "a"))
    NOTHING: str | None = Field(default=None)
    INNER_URL: str = Field(validation_alias=AliasChoices("INNER_URL", "SERVER_URL"), default="")
    PLAIN: int = 5

    @property
    def COMPUTED(self) -> str:
        return "x"
`,
  'api/migrations/versions/a.py': `revision = 'aaaa11112222'
def upgrade():
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix', ['app_id'])

    with op.batch_alter_table('small_table') as batch_op:
        batch_op.create_index('iy', ['x'])
    op.execute("UPDATE end_users SET kind = 'x'")

def downgrade():
    with op.batch_alter_table('documents') as batch_op:
        batch_op.create_index('iz', ['x'])
`,
};

/** @returns the files as a checkout would give them; `undefined` leaves one out. */
export function filesFrom(texts: Readonly<Record<string, string | undefined>>): ReleaseFiles {
  const paths = Object.keys(texts).filter((path) => texts[path] !== undefined);
  return {
    read: (path) => texts[path],
    list: (folder) => paths.filter((path) => path.startsWith(`${folder}/`)).sort(),
    directReads: ['READ_DIRECTLY'],
  };
}
