/** Milliseconds between two lines of progress. */
const EVERY_MS = 3000;

/**
 * Tells how far an import is, from what has arrived. Disposing of it ends it.
 * @param total upper limit: layers that images share arrive once only, so it may end sooner.
 * @param arrived bytes so far. What goes wrong in it is not told: the import itself says what matters.
 */
export function meter(total: number, arrived: () => Promise<number>, tell: (text: string) => void): Disposable {
  const start = performance.now();
  const tick = (): void =>
    void arrived().then(
      (bytes) => tell(progressText(bytes, total, (performance.now() - start) / 1000)),
      () => undefined,
    );
  const ticker = setInterval(tick, EVERY_MS);
  return { [Symbol.dispose]: () => clearInterval(ticker) };
}

/** @returns `412 of 740 MB, 85 MB/s, at most 4 s left`. */
export function progressText(bytes: number, total: number, seconds: number): string {
  const mb = (count: number): number => Math.round(count / 1_000_000);
  const rate = bytes / seconds;
  const left = rate > 0 ? `, at most ${Math.ceil(Math.max(0, total - bytes) / rate)} s left` : '';
  return `${mb(bytes)} of ${mb(total)} MB, ${mb(rate)} MB/s${left}`;
}
