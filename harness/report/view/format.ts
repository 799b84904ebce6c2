import type { Language } from '../messages/translate.ts';

/** Formats of numbers, durations and timestamps, the same in every report. */
export interface Format {
  /** A measured value: ratios as percentages, long times in seconds, anything else as measured. */
  quantity(value: number, unit: string): string;
  /** From milliseconds: `120 ms`, `12.3 s`, `3 min 5 s`. */
  duration(ms: number): string;
  /** A fraction of 1: `12 %`. */
  share(value: number): string;
  /** ISO timestamp → `2026-03-01 10:00:00 UTC`; any other text is kept. */
  instant(iso: string): string;
}

export function formatFor(language: Language): Format {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const duration = (ms: number) => durationText(ms, (value) => tenth.format(value));
  return {
    quantity: (value, unit) => {
      if (unit === 'ratio') return share.format(value);
      return unit === 'ms' && value >= 10_000 ? duration(value) : `${number.format(value)} ${unit}`;
    },
    duration,
    share: (value) => share.format(value),
    instant: (iso) => {
      const date = new Date(iso);
      return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    },
  };
}

function durationText(ms: number, tenth: (value: number) => string): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${tenth(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}
