import { z } from 'zod';
import { HarnessError } from '../errors.ts';

const address = z.strictObject({ host: z.string().min(1, 'must name the server'), port: z.int().min(1).max(65_535) });

/**
 * What a run uses instead of servers outside the cluster. A stand-in's code is
 * `environment/stand-ins/<name>.ts`: to add one, add an entry here and a file there.
 */
export const STAND_INS = {
  postgres: {
    title: 'Postgres',
    secrets: ['DB_PASSWORD'],
    /** Schema of `external.<name>`, the real server. */
    external: address.extend({ user: z.string(), databases: z.array(z.string()).min(1) }),
  },
  redis: { title: 'Redis', secrets: ['REDIS_PASSWORD'], external: address },
  milvus: { title: 'Milvus', secrets: [], external: address },
  pgvector: {
    title: 'pgvector',
    secrets: ['PGVECTOR_PASSWORD'],
    external: address.extend({ user: z.string(), database: z.string() }),
  },
  s3: {
    title: 'S3',
    secrets: ['S3_ACCESS_KEY', 'S3_SECRET_KEY'],
    external: address.extend({ bucket: z.string(), region: z.string() }),
  },
  // Configured under `outside`: it is not a server of the deployment.
  'outside-world': { title: 'outside world', secrets: [] },
} as const satisfies Readonly<Record<string, StandInData>>;

interface StandInData {
  /** Display name. */
  readonly title: string;
  /** Generated secrets that it starts with, even if the set's own Secrets never mention them. */
  readonly secrets: readonly string[];
  readonly external?: z.ZodType<{ host: string; port: number } | undefined>;
}

type StandIns = typeof STAND_INS;
export type StandInName = keyof StandIns;
/** The stand-ins for servers that the deployment needs. */
export type ExternalServerName = {
  [N in StandInName]: StandIns[N] extends { external: z.ZodType } ? N : never;
}[StandInName];

export const STAND_IN_NAMES = Object.keys(STAND_INS) as StandInName[];
export const EXTERNAL_SERVERS = STAND_IN_NAMES.filter((name) => 'external' in STAND_INS[name]) as ExternalServerName[];

type Shape<Image> = {
  [N in ExternalServerName]: z.ZodOptional<Image extends true ? z.ZodString : StandIns[N]['external']>;
};

const shapeOf = <T>(make: (name: ExternalServerName) => z.ZodType): T =>
  Object.fromEntries(EXTERNAL_SERVERS.map((name) => [name, make(name).optional()])) as T;

/** The config's `external`: the real servers, those that the deployment has. */
export const externalSchema = z.strictObject(shapeOf<Shape<false>>((name) => STAND_INS[name].external));

/** The config's `standIns`: an image for each of them. */
export const standInImagesSchema = z.strictObject(shapeOf<Shape<true>>(() => z.string()));

/**
 * @returns the settings of a server that the config has.
 * @throws HarnessError `PART_ABSENT`
 */
export function externalOf<N extends ExternalServerName>(
  external: Servers['external'],
  name: N,
): NonNullable<Servers['external'][N]> {
  const found = external[name];
  if (found) return found;
  throw new HarnessError({
    code: 'PART_ABSENT',
    message: `something asked for the server ${name}, which the config does not have`,
    likely: `the config has no external.${name}`,
    hint: `add external.${name} to the config if the set has it`,
  });
}

interface Servers {
  readonly external: z.infer<typeof externalSchema>;
  readonly outside?: unknown;
}

/** @returns the display names of the stand-ins that a run with this config starts. */
export function standInTitles({ external, outside }: Servers): string[] {
  const servers = externalServers(external).map(({ name }) => STAND_INS[name].title);
  return outside ? [...servers, STAND_INS['outside-world'].title] : servers;
}

/** @returns the servers outside the cluster that the config describes. */
export function externalServers(external: Servers['external']) {
  return EXTERNAL_SERVERS.flatMap((name) => {
    const server: { host: string; port: number } | undefined = external[name];
    return server ? [{ name, host: server.host, port: server.port }] : [];
  });
}

/** @returns the names of the secrets that the stand-ins of this config start with. */
export const standInSecrets = ({ external }: Pick<Servers, 'external'>): string[] =>
  externalServers(external).flatMap(({ name }) => [...STAND_INS[name].secrets]);
