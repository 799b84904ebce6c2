import {
  brief,
  type Environment,
  HarnessError,
  hopeless,
  jsonOf,
  pending,
  ready,
  waitFor,
} from '../../harness/index.ts';
import type { ConsoleSession } from './console-session.ts';
import type { WorkerFixtures } from './fixtures.ts';
import type { PodAnswer, PodCall } from './pod-http.ts';
import { clusterUrl } from './topology.ts';

export interface OwnDataset extends AsyncDisposable {
  /** Adds a text and waits until it is indexed. @returns the last indexing status. */
  index(text: string): Promise<Record<string, unknown>>;
}

/**
 * A knowledge base of the check's own, with a key of its own; both are removed on dispose. The service API is not routed from
 * outside, so it is called from inside, at the API's Service.
 */
export async function ownDataset(
  env: Environment,
  session: ConsoleSession,
  podHttp: WorkerFixtures['podHttp'],
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
      const { batch } = await call(`${path}/document/create-by-text`, { method: 'POST', json });
      return untilIndexed(() => call(`${path}/documents/${String(batch)}/indexing-status`));
    },
    [Symbol.asyncDispose]: async () => {
      await call(path, { method: 'DELETE' });
      await session.call('DELETE', `/datasets/api-keys/${String(key.id)}`);
    },
  };
}

function untilIndexed(look: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
  return waitFor({
    subject: 'the document in the knowledge base',
    timeoutMs: 45_000,
    intervalMs: 500,
    poll: async () => {
      const row = ((await look()).data as Record<string, unknown>[] | undefined)?.[0] ?? {};
      const status = String(row.indexing_status);
      if (status === 'completed') return ready(row);
      if (status === 'error') return hopeless(`indexing failed: ${String(row.error)}`);
      return pending(`indexing status is ${status}`);
    },
  });
}

function accepted(answer: PodAnswer): Record<string, unknown> {
  if (answer.status >= 200 && answer.status < 300) return jsonOf(answer);
  throw new HarnessError({ code: 'SERVICE_API_FAILED', message: `the service API answered ${brief(answer)}` });
}
