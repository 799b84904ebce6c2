import { z } from 'zod';
import { type Config, configSchema } from '../core/config/schema.ts';
import type { LedgerEntry, Scope, Subject } from '../core/model/run.ts';
import { ledgerEntrySchema, profileSchema, scopeSchema, subjectSchema } from '../core/model/schemas.ts';
import { ownCommand } from '../core/own-command.ts';
import type { SavedKind } from '../core/saved.ts';

/** Program → path; a program that is not listed is looked up on `PATH`. */
export type ProgramPaths = Readonly<Partial<Record<string, string>>>;

/** Where something that the run started can be reached. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * A running environment, for other commands and the specs: saved as `.dify-e2e/runs/<run-id>/environment.json`, mode 0600,
 * because it contains the run's secrets.
 */
export interface Environment {
  readonly runId: string;
  readonly scope: Scope;
  readonly scopeReason?: string;
  readonly profile: 'full' | 'quick';
  readonly createdAt: string;
  readonly config: Config;
  /** Absolute path of the config file, which its relative paths are relative to. */
  readonly configFile: string;
  readonly kubeconfig: string;
  /** Context of the only cluster in that kubeconfig. */
  readonly context: string;
  readonly clusterName: string;
  /** Whether the run created this cluster, so that it is removed with everything in it. */
  readonly ownCluster: boolean;
  /** Docker network of the run. */
  readonly network: string;
  /** Loopback address at which the ingress controller answers for every host name, port 80. */
  readonly ingress: Endpoint;
  /** Host name of a server outside → address of its stand-in inside the run's network: what the name must resolve to. */
  readonly standInAddresses: Readonly<Record<string, string>>;
  /** Loopback address for the request log of the stand-in of the outside world; absent if the config has none. */
  readonly outside?: Endpoint;
  /** Secret name → value, generated for this run. */
  readonly secrets: Readonly<Record<string, string>>;
  /** First console account; removed with the environment. On any other cluster, specs use the account given to them. */
  readonly admin: { readonly email: string; readonly name: string; readonly password: string };
  /** Program → path: those that checks and the cluster provider start. */
  readonly tools: ProgramPaths & { readonly chromium: string; readonly k6: string };
  /** Ids of the images that were put into the nodes, by the name in the manifests. */
  readonly images?: Readonly<Record<string, string>>;
  readonly ledger: readonly LedgerEntry[];
  readonly subject: Subject;
  /** Directory of the report: `reports/<run-id>`. */
  readonly reportDir: string;
}

const endpoint = z.object({ host: z.string(), port: z.number() });

/** How an environment is saved. */
export const environmentKind: SavedKind<Environment> = {
  schema: 'dify-e2e/environment/1',
  next: `${ownCommand('down')}, then: ${ownCommand('up')}`,
  shape: z.object({
    runId: z.string(),
    scope: scopeSchema,
    scopeReason: z.string().exactOptional(),
    profile: profileSchema,
    createdAt: z.string(),
    config: configSchema,
    configFile: z.string(),
    kubeconfig: z.string(),
    context: z.string(),
    clusterName: z.string(),
    ownCluster: z.boolean(),
    network: z.string(),
    ingress: endpoint,
    standInAddresses: z.record(z.string(), z.string()),
    outside: endpoint.exactOptional(),
    secrets: z.record(z.string(), z.string()),
    admin: z.object({ email: z.string(), name: z.string(), password: z.string() }),
    tools: z.object({ chromium: z.string(), k6: z.string() }).catchall(z.string()),
    images: z.record(z.string(), z.string()).exactOptional(),
    ledger: z.array(ledgerEntrySchema),
    subject: subjectSchema,
    reportDir: z.string(),
  }),
};
