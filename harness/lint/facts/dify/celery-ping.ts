/** @returns the `celery … inspect ping` part of a command; undefined if it has none. */
export const celeryPing = (command: string): string | undefined =>
  /\bcelery\b.*\binspect\b.*\bping\b.*/s.exec(command)?.[0];

/** @returns how many seconds it waits for replies: `-t`, by default 1. */
export const pingSeconds = (ping: string): number =>
  Number(/\s(?:-t|--timeout)[ =]?(\d+(?:\.\d+)?)/.exec(ping)?.[1] ?? 1);
