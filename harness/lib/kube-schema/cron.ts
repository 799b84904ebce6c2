interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names for the numbers from `least` on. */
  readonly words?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  {
    name: 'month',
    least: 1,
    most: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', least: 0, most: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const NAMED = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const EVERY = /^@every (\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

/**
 * Validates a CronJob's schedule like Kubernetes (robfig/cron v3, `ParseStandard`: five fields, no seconds, Sunday is 0).
 * @returns what is wrong with it.
 */
export function cronProblem(schedule: string): string | undefined {
  if (schedule.startsWith('@')) {
    return NAMED.test(schedule) || EVERY.test(schedule)
      ? undefined
      : 'unknown name; use @hourly, @daily, @weekly or @monthly';
  }
  if (/^(CRON_)?TZ=/.test(schedule)) return 'set the time zone in spec.timeZone';
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `it has ${parts.length} fields instead of 5 (minute, hour, day, month, weekday)`;
  return FIELDS.flatMap((field, index) => fieldProblem(parts[index] ?? '', field) ?? [])[0];
}

function fieldProblem(text: string, field: CronField): string | undefined {
  const sound = text.split(',').every((part) => isRange(part, field));
  return sound ? undefined : `"${text}" is not a valid ${field.name} (${field.least} to ${field.most})`;
}

/** `*`, `5`, `1-5`, `mon-fri`, each with an optional step: `*` + `/15`. */
function isRange(part: string, field: CronField): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const [from, to, ...others] = range.split('-').map((bound) => numberOf(bound, field));
  if (from === undefined || others.length > 0) return false;
  return range.includes('-') ? to !== undefined && from <= to : true;
}

function numberOf(text: string, { least, most, words = [] }: CronField): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  const value = word >= 0 ? word + least : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
