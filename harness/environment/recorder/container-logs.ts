import { Writable } from 'node:stream';
import { type KubeConfig, Log, type V1Pod } from '@kubernetes/client-node';
import type { TimelineEntry } from '../../core/model/timeline.ts';
import { redact } from '../../core/redact.ts';

/** A container that logs nothing but errors is known after this many. */
const MAX_LINES = 200;
const MAX_LENGTH = 400;

/**
 * Lines of level error in the formats of Dify's parts, of Go's and nginx's loggers: a level in capitals as a word of its own,
 * `level=error`, `"level":"error"`, `[error]`, a Python traceback, a Go panic.
 */
const ERROR =
  /\b(?:ERROR|CRITICAL|FATAL)\b|level"?[=:]\s*"?(?:error|fatal|panic)\b|\[(?:error|crit|alert|emerg)\]|^Traceback |^panic: /;

export const isErrorLine = (line: string): boolean => ERROR.test(line);

/** Records the lines of level error that the containers of a namespace log from now on. */
export class ContainerLogs implements Disposable {
  readonly #log: Log;
  readonly #namespace: string;
  readonly #tell: (entry: TimelineEntry) => void;
  /** Container id → how to stop. */
  readonly #followed = new Map<string, AbortController>();
  readonly #over = new AbortController();

  constructor(config: KubeConfig, namespace: string, tell: (entry: TimelineEntry) => void) {
    this.#log = new Log(config);
    this.#namespace = namespace;
    this.#tell = tell;
  }

  /** Follows each running container of the pod that isn't followed yet. */
  follow(pod: V1Pod): void {
    const name = pod.metadata?.name ?? '';
    for (const { containerID: id, name: container, state } of pod.status?.containerStatuses ?? []) {
      if (!id || !state?.running || this.#followed.has(id) || this.#over.signal.aborted) continue;
      this.#followed.set(id, new AbortController());
      void this.#open(id, name, container);
    }
  }

  async #open(id: string, pod: string, container: string): Promise<void> {
    const sink = errorLines((line) => this.#tell({ at: Date.now(), kind: 'log', pod, container, line }));
    try {
      const stop = await this.#log.log(this.#namespace, pod, container, sink, { follow: true, sinceSeconds: 60 });
      this.#followed.set(id, stop);
      if (this.#over.signal.aborted) stop.abort();
    } catch {
      // The container is gone, or the API server is: both are recorded by the watches, and it may be tried again.
      this.#followed.delete(id);
    }
  }

  [Symbol.dispose](): void {
    this.#over.abort();
    for (const stop of this.#followed.values()) stop.abort();
  }
}

/** A stream that passes on the error lines of what is written to it, masked and bounded. Exported for its test. */
export function errorLines(tell: (line: string) => void): Writable {
  let [rest, told] = ['', 0];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = (lines.pop() ?? '').slice(-10_000);
      for (const line of lines.filter(isErrorLine)) {
        told += 1;
        if (told <= MAX_LINES) tell(redact(line).slice(0, MAX_LENGTH));
        else if (told === MAX_LINES + 1) tell(`more than ${MAX_LINES} lines of level error; the rest is not recorded`);
      }
      done();
    },
  });
  // An aborted request ends the stream with an error, which nobody waits for.
  sink.on('error', () => undefined);
  return sink;
}
