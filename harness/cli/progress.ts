import { type DefaultRenderer, Listr, type ListrTaskWrapper, type SimpleRenderer } from 'listr2';
import type { PhaseRecord } from '../core/model/run.ts';
import { redact } from '../core/redact.ts';
import type { GraphEvent } from '../run/graph.ts';
import type { Step } from '../run/step.ts';

/** Shows a run's progress on stderr; results go to stdout. */
export interface Progress {
  onEvent(event: GraphEvent): void;
  end(): Promise<void>;
}

type ShownStep = Pick<Step, 'id' | 'title'>;

/** @returns a live list in a terminal, otherwise a line per event. */
export function createProgress(steps: readonly ShownStep[], terminal = process.stderr.isTTY === true): Progress {
  return terminal ? liveProgress(steps) : lineProgress();
}

const LINE_EVERY_MS = 15_000;

function lineProgress(): Progress {
  const started = Date.now();
  const lastLine = new Map<string, number>();
  const print = (id: string, text: string): void => {
    lastLine.set(id, Date.now());
    process.stderr.write(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${redact(text)}\n`);
  };
  return {
    onEvent(event) {
      if (event.type === 'started') print(event.id, `… ${event.text}`);
      else if (event.type === 'ended') print(event.id, endLine(event.record));
      else if (Date.now() - (lastLine.get(event.id) ?? 0) > LINE_EVERY_MS)
        print(event.id, `  ${event.id}: ${event.text}`);
    },
    end: async () => undefined,
  };
}

function endLine(record: PhaseRecord): string {
  const mark = { done: '✔', failed: '✖', blocked: '⊘', skipped: '-' }[record.state];
  const seconds = record.durationMs >= 100 ? ` (${(record.durationMs / 1000).toFixed(1)} s)` : '';
  return `${mark} ${record.title}${seconds}${record.reason ? `\n    ${record.reason.replaceAll('\n', '\n    ')}` : ''}`;
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** Every step is a task that waits for the end of the step; the graph, not listr2, decides when it starts. */
function liveProgress(steps: readonly ShownStep[]): Progress {
  const tasks = new Map<string, Task>();
  const ends = new Map(steps.map(({ id }) => [id, Promise.withResolvers<PhaseRecord>()]));
  const list = new Listr(
    steps.map(({ id, title }) => ({
      title,
      task: async (_: unknown, task: Task) => {
        tasks.set(id, task);
        const record = await ends.get(id)?.promise;
        if (record) showEnd(task, record);
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      rendererOptions: { collapseErrors: false, showErrorMessage: true },
      collectErrors: false,
    },
  );
  // Started by the first event: a run that ends before its first step has nothing to show.
  let running: Promise<unknown> | undefined;
  return {
    onEvent(event) {
      running ??= list.run().catch(() => undefined);
      const task = tasks.get(event.id);
      if (event.type === 'ended') ends.get(event.id)?.resolve(event.record);
      else if (task) task.output = redact(event.text);
    },
    end: async () => {
      await running;
    },
  };
}

function showEnd(task: Task, record: PhaseRecord): void {
  if (record.state === 'blocked' || record.state === 'skipped') task.skip(`${record.title}: ${record.reason ?? ''}`);
  if (record.state === 'failed') throw new Error(redact(record.reason ?? record.title));
  task.title = `${record.title} (${(record.durationMs / 1000).toFixed(1)} s)`;
}
