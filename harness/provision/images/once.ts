/** Runs the task of each key once and shares its outcome, including failures. */
export type Once = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** @returns a cache that lives as long as its owner. */
export function once(): Once {
  const outcomes = new Map<string, Promise<unknown>>();
  return <T>(key: string, task: () => Promise<T>): Promise<T> => {
    // Each key has one task, so the outcome has the task's type.
    const known = (outcomes.get(key) as Promise<T> | undefined) ?? task();
    outcomes.set(key, known);
    // Callers see the failure; without one yet, it must not end the process.
    known.catch(() => undefined);
    return known;
  };
}
