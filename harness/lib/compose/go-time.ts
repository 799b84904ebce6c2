/** The formats of go-yaml: a date, or a date and time with or without a time zone. */
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const MOMENT =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?)$/;

/** @returns whether Compose may parse a text as a timestamp if it is unquoted. */
export const mayBeTime = (text: string): boolean => /^\d{4}-\d/.test(text);

/**
 * @returns a date as compose-go passes it to the container, reformatted: `2024-01-31` becomes
 *   `2024-01-31 00:00:00 +0000 UTC`; undefined if the text is not a date.
 */
export function goTime(text: string): string | undefined {
  const [, year = '', month = '', day = '', ...clock] = DATE.exec(text) ?? MOMENT.exec(text) ?? [];
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const [hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    clock[0] === undefined ? clock.slice(5) : clock;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const parts = fraction.slice(0, 10).replace(/\.?0*$/, '');
  const date = [year, month, day].map(two).join('-');
  return `${date} ${[hour, minute, second].map(two).join(':')}${parts} ${zoneText(zone)}`;
}

const two = (digits: string): string => digits.padStart(2, '0');

function zoneText(zone: string): string {
  const offset = zone.replace(':', '');
  return ['Z', '+0000', '-0000'].includes(offset) ? '+0000 UTC' : `${offset} ${offset}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
