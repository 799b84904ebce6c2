import {
  brief,
  type Environment,
  HarnessError,
  hopeless,
  jsonOf,
  pending,
  ready,
  waitFor,
} from '../../../harness/index.ts';
import type { PodAnswer, PodCall, PodHttp } from '../cluster/pod-http.ts';
import { clusterUrl } from '../cluster/topology.ts';
import type { ConsoleSession } from '../console/console-session.ts';

export interface OwnDataset extends AsyncDisposable {
  /** Adds a text and waits until it is indexed. */
  index(text: string): Promise<IndexedDocument>;
  /** The current indexing status of a document. */
  statusOf(document: IndexedDocument): Promise<Record<string, unknown>>;
}

export interface IndexedDocument {
  readonly batch: string;
  /** Id of the stored text, for `/files`; undefined if the API doesn't return it. */
  readonly fileId: string | undefined;
  /** The last indexing status. */
  readonly status: Record<string, unknown>;
}

/**
 * A knowledge base and an API key for one check; both are removed on dispose. The service API is not routed from outside, so it is
 * called inside the cluster, at the API's Service.
 */
export async function ownDataset(
  env: Environment,
  session: ConsoleSession,
  podHttp: PodHttp,
  name: string,
): Promise<OwnDataset> {
  const key = jsonOf(await session.call('POST', '/datasets/api-keys', {}));
  const call = async (
    path: string,
    options: Omit<PodCall, 'url' | 'headers'> = {},
  ): Promise<Record<string, unknown>> => {
    const headers = { Authorization: `Bearer ${String(key.token)}` };
    return accepted(
      await podHttp('api', `${clusterUrl(env.config, 'api')}/v1/datasets${path}`, { ...options, headers }),
    );
  };
  const dataset = await call('', { method: 'POST', json: { name: name.slice(0, 40), indexing_technique: 'economy' } });
  const path = `/${String(dataset.id)}`;
  return {
    index: async (text) => {
      const json = { name, text, indexing_technique: 'economy', process_rule: { mode: 'automatic' } };
      const created = await call(`${path}/document/create-by-text`, { method: 'POST', json });
      const batch = String(created.batch);
      const status = await untilIndexed(() => call(`${path}/documents/${batch}/indexing-status`));
      return { batch, fileId: fileIdOf(created.document), status };
    },
    statusOf: async ({ batch }) => firstRow(await call(`${path}/documents/${batch}/indexing-status`)),
    [Symbol.asyncDispose]: async () => {
      await call(path, { method: 'DELETE' });
      await session.call('DELETE', `/datasets/api-keys/${String(key.id)}`);
    },
  };
}

function untilIndexed(statusNow: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
  return waitFor({
    subject: 'the document in the knowledge base',
    timeoutMs: 45_000,
    whose: 'deployment',
    intervalMs: 500,
    poll: async () => {
      const row = firstRow(await statusNow());
      const status = String(row.indexing_status);
      if (status === 'completed') return ready(row);
      if (status === 'error') return hopeless(`indexing failed: ${String(row.error)}`);
      return pending(`indexing status is ${status}`);
    },
  });
}

const firstRow = ({ data }: Record<string, unknown>): Record<string, unknown> =>
  (data as Record<string, unknown>[] | undefined)?.[0] ?? {};

function fileIdOf(document: unknown): string | undefined {
  const { data_source_info: info } = (document ?? {}) as { data_source_info?: { upload_file_id?: string } };
  return info?.upload_file_id;
}

function accepted(answer: PodAnswer): Record<string, unknown> {
  if (answer.status >= 200 && answer.status < 300) return jsonOf(answer);
  throw new HarnessError({ code: 'SERVICE_API_FAILED', message: `the service API answered ${brief(answer)}` });
}
