import { HttpMethod, type KubeConfig, RequestContext, type V1Pod } from '@kubernetes/client-node';
import { fetch } from 'undici';
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
  readonly #config: KubeConfig;
  readonly #namespace: string;
  readonly #tell: (entry: TimelineEntry) => void;
  readonly #followed = new Set<string>();
  readonly #over = new AbortController();

  constructor(config: KubeConfig, namespace: string, tell: (entry: TimelineEntry) => void) {
    this.#config = config;
    this.#namespace = namespace;
    this.#tell = tell;
  }

  /** Follows each running container of the pod that isn't followed yet. */
  follow(pod: V1Pod): void {
    const name = pod.metadata?.name ?? '';
    for (const { containerID: id, name: container, state } of pod.status?.containerStatuses ?? []) {
      if (!id || !state?.running || this.#followed.has(id) || this.#over.signal.aborted) continue;
      this.#followed.add(id);
      void this.#read(id, name, container);
    }
  }

  async #read(id: string, pod: string, container: string): Promise<void> {
    const lines = new ErrorLines((line) => this.#tell({ at: Date.now(), kind: 'log', pod, container, line }));
    const decoder = new TextDecoder();
    try {
      for await (const chunk of await this.#open(pod, container)) lines.write(decoder.decode(chunk, { stream: true }));
    } catch {
      // The container is gone, or the API server is: both are recorded by the watches.
    }
    // The pod's next change starts it again, if the container is still there.
    this.#followed.delete(id);
  }

  /** Not by the client's own `Log`: what it reads from can't be ended without an error that nobody catches. */
  async #open(pod: string, container: string): Promise<AsyncIterable<Uint8Array>> {
    const url = new URL(
      `${this.#config.getCurrentCluster()?.server}/api/v1/namespaces/${this.#namespace}/pods/${pod}/log`,
    );
    url.search = new URLSearchParams({ container, follow: 'true', sinceSeconds: '60' }).toString();
    const context = new RequestContext(url.toString(), HttpMethod.GET);
    await this.#config.applySecurityAuthentication(context);
    const dispatcher = context.getDispatcher();
    const response = await fetch(url, {
      ...(dispatcher ? { dispatcher } : {}),
      headers: context.getHeaders(),
      signal: this.#over.signal,
    });
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    return response.body;
  }

  [Symbol.dispose](): void {
    this.#over.abort();
  }
}

/** Passes on the error lines of what is written to it, masked and bounded. Exported for its test. */
export class ErrorLines {
  readonly #tell: (line: string) => void;
  #rest = '';
  #told = 0;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-10_000);
    for (const line of lines.filter(isErrorLine)) {
      this.#told += 1;
      if (this.#told <= MAX_LINES) this.#tell(redact(line).slice(0, MAX_LENGTH));
      else if (this.#told === MAX_LINES + 1)
        this.#tell(`more than ${MAX_LINES} lines of level error; the rest is not recorded`);
    }
  }
}
