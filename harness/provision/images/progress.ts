/** Progress of something slow: what it is, how long it has taken and is expected to take. */
export interface Progress {
  /** What is built, as a noun: `kubernetes (Go build)`. */
  readonly subject: string;
  readonly state: 'started' | 'running' | 'done' | 'failed';
  readonly elapsedSeconds: number;
  /** Measured on 2 cores; absent if unknown. */
  readonly expectedSeconds?: number;
}

const TICK_MS = 10_000;

/** Runs a task and reports every 10 s that it is still running. */
export async function timed<T>(
  subject: string,
  expectedSeconds: number | undefined,
  report: (progress: Progress) => void,
  task: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const tell = (state: Progress['state']): void => {
    const elapsedSeconds = Math.round((performance.now() - start) / 100) / 10;
    report({ subject, state, elapsedSeconds, ...(expectedSeconds === undefined ? {} : { expectedSeconds }) });
  };
  tell('started');
  const ticker = setInterval(() => tell('running'), TICK_MS);
  try {
    const result = await task();
    tell('done');
    return result;
  } catch (error) {
    tell('failed');
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** @returns the update as a log line: `kubernetes (Go build): running, 40 s of about 340 s`. */
export function progressLine({ subject, state, elapsedSeconds, expectedSeconds }: Progress): string {
  const expected = expectedSeconds === undefined ? '' : ` of about ${expectedSeconds} s`;
  return state === 'started'
    ? `${subject}: started${expectedSeconds === undefined ? '' : `, takes about ${expectedSeconds} s`}`
    : `${subject}: ${state}, ${elapsedSeconds} s${state === 'running' ? expected : ''}`;
}
