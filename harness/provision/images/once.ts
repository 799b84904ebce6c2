/** Runs the task of each key once and gives everyone its outcome, failures too. */
export type Once = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** @returns a memory that lasts as long as its owner. */
export function once(): Once {
  const outcomes = new Map<string, Promise<unknown>>();
  return <T>(key: string, task: () => Promise<T>): Promise<T> => {
    // One key is one task, so the outcome has the task's type.
    const known = (outcomes.get(key) as Promise<T> | undefined) ?? task();
    outcomes.set(key, known);
    // Whoever waits sees a failure; that nobody waits yet must not end the process.
    known.catch(() => undefined);
    return known;
  };
}
