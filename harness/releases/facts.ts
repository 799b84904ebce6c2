/** What one release of Dify consists of, as far as somebody who runs it has to know. Made by `npm run releases`. */
export interface ReleaseFacts {
  readonly version: string;
  /** ISO day of the commit, `2026-01-15`. */
  readonly date: string;
  /** Where it was read: a tag, or the commit that set the version where the checkout has no tag. */
  readonly source: { readonly commit: string; readonly by: 'tag' | 'version commit' };
  /** Of docker/docker-compose.yaml, by name. */
  readonly services: Readonly<Record<string, ServiceFacts>>;
  /** Variables that Compose gives API, worker and beat in common, with their defaults. */
  readonly shared: Readonly<Record<string, string>>;
  /** Variables of .env.example, envs/ and `${…}` in the Compose file, with their defaults; `''` = none. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that the API image reads (api/configs), with the default in its code; `''` = none, or made at start. */
  readonly settings: Readonly<Record<string, string>>;
  /** Variables that the images read without declaring them as settings: entrypoints and direct reads. */
  readonly reads: { readonly api: readonly string[]; readonly web: readonly string[] };
  /** Celery queues that a worker of the self-hosted edition consumes by default (api/docker/entrypoint.sh). */
  readonly queues: readonly string[];
  /** Values of MODE that the API image knows. */
  readonly modes: readonly string[];
  /** Location → `service:port`, of docker/nginx/conf.d/default.conf.template. */
  readonly routes: Readonly<Record<string, string>>;
  /** User of an image: a number, a name, or `root`. */
  readonly users: { readonly api: string; readonly web: string };
  /** Alembic revisions, with what each does to tables that grow large. */
  readonly migrations: Readonly<Record<string, readonly string[]>>;
  /** Version of Next.js in the lock file of the web image; only a range where there is none. */
  readonly next: string;
}

export interface ServiceFacts {
  readonly image: string;
  /** `MODE` of the API image. */
  readonly mode?: string;
  /** Started only with one of these profiles. */
  readonly profiles?: readonly string[];
  /** Profiles that .env.example switches on by default start the service nevertheless. */
  readonly ports?: readonly string[];
  /** Where volumes are mounted, inside the container. */
  readonly volumes?: readonly string[];
  /** Variables given to this service alone, with their defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it gets the shared variables as well. */
  readonly shared?: true;
}
