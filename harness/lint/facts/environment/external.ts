import type { PartName } from '../../../core/config/index.ts';
import type { ContainerEnvironment } from '../input/environment.ts';

/** A fact about an external service that a variable states. */
export interface ExternalFact {
  readonly variable: string;
  readonly parts: readonly PartName[];
  /** What the config expects, and its path there: `external.postgres.host`. */
  readonly promised: (part: PartName) => string;
  readonly setting: string;
  /** Reads the fact from the value: the host of a URL. `undefined` = the value does not contain it. */
  readonly read: (value: string) => string | undefined;
  /** Name of the fact in messages: `DB_HOST`, `the host of MILVUS_URI`. */
  readonly label: string;
  /** Whether the container uses the service at all. */
  readonly applies?: (environment: ContainerEnvironment) => boolean;
}

export const API_AND_WORKER: readonly PartName[] = ['api', 'worker'];
export const WITH_DATABASE: readonly PartName[] = ['api', 'worker', 'plugin-daemon'];

/** @returns a fact that is the whole value. */
export const whole = (
  variable: string,
  parts: readonly PartName[],
  setting: string,
  promised: string,
): ExternalFact => ({
  variable,
  parts,
  setting,
  promised: () => promised,
  read: (value) => value,
  label: variable,
});

const EXTERNAL: ReadonlyMap<string, readonly PartName[]> = new Map([
  ...['DB_HOST', 'DB_PORT', 'DB_DATABASE', 'DB_USERNAME', 'REDIS_HOST', 'REDIS_PORT'].map(
    (name): [string, readonly PartName[]] => [name, WITH_DATABASE],
  ),
  ...['VECTOR_STORE', 'MILVUS_URI', 'STORAGE_TYPE', 'S3_ENDPOINT', 'S3_REGION', 'S3_BUCKET_NAME'].map(
    (name): [string, readonly PartName[]] => [name, API_AND_WORKER],
  ),
]);

/** @returns whether the rules about PostgreSQL, Redis, Milvus and S3 judge this variable of this part. */
export const isExternal = (part: PartName, variable: string): boolean =>
  EXTERNAL.get(variable)?.includes(part) === true;
