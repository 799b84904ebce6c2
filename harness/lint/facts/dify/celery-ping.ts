/** @returns the words of a `celery … inspect ping`; undefined where the command is none. */
export const celeryPing = (command: string): string | undefined =>
  /\bcelery\b.*\binspect\b.*\bping\b.*/s.exec(command)?.[0];

/** @returns the seconds for which it waits for an answer: `-t`, Celery's default is 1. */
export const pingSeconds = (ping: string): number =>
  Number(/\s(?:-t|--timeout)[ =]?(\d+(?:\.\d+)?)/.exec(ping)?.[1] ?? 1);
