/** From here on Go prints floats with an exponent, but never integers. */
const EXPONENT_FROM = 1e6;
const SMALLEST_PLAIN = 1e-4;
const INTEGER = /^[-+]?(?:\d[\d_]*|0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)$/;
const UINT64_BITS = 64;

/** @returns whether the value alone does not tell if it was written as an integer, which matters to Go. */
export function isAmbiguous(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) >= EXPONENT_FROM;
}

/**
 * @param source as written in the file; undefined if unknown.
 * @returns a YAML number as formatted by compose-go (Go's `%v`): 1.50 is "1.5", 1000000.0 is "1e+06".
 */
export function goNumber(value: number, source: string | undefined): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  if (Number.isInteger(value)) {
    if (size < EXPONENT_FROM) return String(value);
    const exact = source !== undefined && INTEGER.test(source) ? exactly(source) : undefined;
    if (exact !== undefined) return exact;
  } else if (size >= SMALLEST_PLAIN && size < EXPONENT_FROM) return String(value);
  return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}

/** @returns the digits of an integer that Go can represent; undefined if it is too large. */
function exactly(source: string): string | undefined {
  const negative = source.startsWith('-');
  const digits = source.replace(/^[-+]/, '').replaceAll('_', '');
  const octal = /^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = BigInt(octal);
  if (value >= 1n << BigInt(negative ? UINT64_BITS - 1 : UINT64_BITS)) return undefined;
  return `${negative ? '-' : ''}${value}`;
}
