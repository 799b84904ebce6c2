/** Seconds between two lines of progress. */
const EVERY_MS = 2000;

/** Counts bytes and tells how it goes. */
export interface Meter {
  add(bytes: number): void;
  end(): void;
}

/** @param total upper limit: layers that images share pass once only, so it may end sooner. */
export function meter(total: number, tell: (text: string) => void): Meter {
  const start = performance.now();
  let bytes = 0;
  const ticker = setInterval(() => tell(progressText(bytes, total, (performance.now() - start) / 1000)), EVERY_MS);
  return {
    add: (more) => {
      bytes += more;
    },
    end: () => clearInterval(ticker),
  };
}

/** @returns `412 of 740 MB, 85 MB/s, at most 4 s left`. */
export function progressText(bytes: number, total: number, seconds: number): string {
  const mb = (count: number): number => Math.round(count / 1_000_000);
  const rate = bytes / seconds;
  const left = rate > 0 ? `, at most ${Math.ceil(Math.max(0, total - bytes) / rate)} s left` : '';
  return `${mb(bytes)} of ${mb(total)} MB, ${mb(rate)} MB/s${left}`;
}
