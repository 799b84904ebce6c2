import { randomUUID } from 'node:crypto';
import { brief, HarnessError, type HttpAnswer, jsonOf } from '../../../harness/index.ts';
import type { ConsoleSession } from '../console/console-session.ts';

/** Fields of a workflow node besides its type, as the console's editor saves them. */
export type NodeData = Readonly<Record<string, unknown>> & { readonly type: string };

export interface NodeRun {
  readonly status: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly error: string;
}

/**
 * Runs one workflow node through the console API, in a temporary app.
 * @throws HarnessError `CONSOLE_CALL_FAILED` when a call of the console API is not accepted.
 */
export async function runNode(session: ConsoleSession, data: NodeData, timeoutMs?: number): Promise<NodeRun> {
  return withWorkflow(session, [data], async (path) => {
    const run = accepted(await session.call('POST', `${path}/nodes/node/run`, { inputs: {} }, timeoutMs));
    return {
      status: String(run.status),
      outputs: (run.outputs ?? {}) as Record<string, unknown>,
      error: String(run.error ?? ''),
    };
  });
}

/**
 * Creates an app with a draft workflow: start, the nodes in a chain (the first is called `node`), end. It is deleted afterwards.
 * @param use gets the draft's path below `/console/api`.
 * @throws HarnessError `CONSOLE_CALL_FAILED` when a call of the console API is not accepted.
 */
export async function withWorkflow<T>(
  session: ConsoleSession,
  chain: readonly NodeData[],
  use: (path: string) => Promise<T>,
): Promise<T> {
  const name = `e2e-${randomUUID()}`;
  const app = accepted(await session.call('POST', '/apps', { name, mode: 'workflow', icon_type: 'emoji', icon: '🤖' }));
  const path = `/apps/${String(app.id)}`;
  try {
    accepted(await session.call('POST', `${path}/workflows/draft`, draft(chain)));
    return await use(`${path}/workflows/draft`);
  } finally {
    await session.call('DELETE', path);
  }
}

/** A code node that sleeps before it returns. */
export const slowCode = (seconds: number): NodeData => ({
  type: 'code',
  code_language: 'python3',
  code: `import time\ndef main() -> dict:\n    time.sleep(${seconds})\n    return {"result": "late"}\n`,
  outputs: { result: { type: 'string', children: null } },
});

function draft(chain: readonly NodeData[]) {
  const nodes = [
    node('start', { type: 'start', title: 'Start', variables: [] }),
    ...chain.map((data, index) => node(index ? `node-${index}` : 'node', { title: 'Node', variables: [], ...data })),
    node('end', { type: 'end', title: 'End', outputs: [] }),
  ];
  const edges = nodes.slice(1).map(({ id, data: { type } }, index) => edge(nodes[index], { id, type }));
  return {
    graph: { nodes, edges, viewport: { x: 0, y: 0, zoom: 1 } },
    features: {},
    environment_variables: [],
    conversation_variables: [],
  };
}

const node = (id: string, data: NodeData) => ({ id, type: 'custom', position: { x: 0, y: 0 }, data });

const edge = (from: ReturnType<typeof node> | undefined, to: { readonly id: string; readonly type: string }) => ({
  ...{ id: `${from?.id}-${to.id}`, type: 'custom', source: from?.id, target: to.id },
  ...{ sourceHandle: 'source', targetHandle: 'target', data: { sourceType: from?.data.type, targetType: to.type } },
});

function accepted(answer: HttpAnswer): Record<string, unknown> {
  if (answer.status < 300) return jsonOf(answer);
  throw new HarnessError({ code: 'CONSOLE_CALL_FAILED', message: `the console API answered ${brief(answer)}` });
}
