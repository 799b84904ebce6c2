import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TIMELINE_FOLDER, type TimelineEntry } from '../../core/model/timeline.ts';

/** A quarter of an hour with 30 containers takes some 4 MB. */
const MAX_BYTES = 24 * 1024 * 1024;
const FLUSH_MS = 500;

/**
 * One file of a run's timeline, as JSON lines. Several processes write one each, since each line must be whole.
 * Bounded: the line that would make it too long is replaced by one that says so, and nothing follows it.
 */
export class Journal implements Disposable {
  readonly #file: string;
  readonly #maxBytes: number;
  readonly #timer: NodeJS.Timeout;
  #pending: string[] = [];
  #bytes = 0;

  /** @param name of the file, without extension: `cluster`. */
  constructor(reportDir: string, name: string, maxBytes = MAX_BYTES) {
    const folder = join(reportDir, TIMELINE_FOLDER);
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, `${name}.jsonl`);
    this.#maxBytes = maxBytes;
    this.#timer = setInterval(() => this.flush(), FLUSH_MS);
    // What is recorded must not keep the process alive.
    this.#timer.unref();
  }

  get full(): boolean {
    return this.#bytes > this.#maxBytes;
  }

  add(entry: TimelineEntry): void {
    if (this.full) return;
    const line = `${JSON.stringify(entry)}\n`;
    this.#bytes += Buffer.byteLength(line);
    if (!this.full) return void this.#pending.push(line);
    const text = `the file has reached its limit of ${this.#maxBytes} bytes; what happened later is not in it`;
    this.#pending.push(
      `${JSON.stringify({ at: entry.at, kind: 'recorder', what: 'limit', text } satisfies TimelineEntry)}\n`,
    );
  }

  flush(): void {
    if (this.#pending.length === 0) return;
    appendFileSync(this.#file, this.#pending.join(''));
    this.#pending = [];
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.flush();
  }
}
