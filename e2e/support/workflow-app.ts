import { randomUUID } from 'node:crypto';
import { brief, HarnessError, type HttpAnswer, jsonOf } from '../../harness/index.ts';
import type { ConsoleSession } from './console-session.ts';

/** Fields of a workflow node beside its type, as the console's editor saves them. */
export type NodeData = Readonly<Record<string, unknown>> & { readonly type: string };

export interface NodeRun {
  readonly status: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly error: string;
}

/**
 * Runs one workflow node through the console API, in an app of its own that is removed afterwards.
 * @throws HarnessError `CONSOLE_CALL_FAILED` when a call of the console API is not accepted.
 */
export async function runNode(session: ConsoleSession, data: NodeData): Promise<NodeRun> {
  const name = `e2e-${randomUUID()}`;
  const app = accepted(await session.call('POST', '/apps', { name, mode: 'workflow', icon_type: 'emoji', icon: '🤖' }));
  const path = `/apps/${String(app.id)}`;
  try {
    accepted(await session.call('POST', `${path}/workflows/draft`, draft(data)));
    const run = accepted(await session.call('POST', `${path}/workflows/draft/nodes/node/run`, { inputs: {} }));
    return {
      status: String(run.status),
      outputs: (run.outputs ?? {}) as Record<string, unknown>,
      error: String(run.error ?? ''),
    };
  } finally {
    await session.call('DELETE', path);
  }
}

const draft = (data: NodeData) => ({
  graph: {
    nodes: [
      node('start', { type: 'start', title: 'Start', variables: [] }),
      node('node', { title: 'Node', variables: [], ...data }),
    ],
    edges: [
      {
        id: 'start-node',
        type: 'custom',
        source: 'start',
        target: 'node',
        sourceHandle: 'source',
        targetHandle: 'target',
      },
    ],
    viewport: { x: 0, y: 0, zoom: 1 },
  },
  features: {},
  environment_variables: [],
  conversation_variables: [],
});

const node = (id: string, data: NodeData) => ({ id, type: 'custom', position: { x: 0, y: 0 }, data });

function accepted(answer: HttpAnswer): Record<string, unknown> {
  if (answer.status < 300) return jsonOf(answer);
  throw new HarnessError({ code: 'CONSOLE_CALL_FAILED', message: `the console API answered ${brief(answer)}` });
}
