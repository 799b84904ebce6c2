/** Suffixes of a Kubernetes quantity (Kubernetes API, "Quantity"). */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** @returns the quantity as a number of cores or bytes, NaN for what is none. The client library has this, but does not export it. */
export function quantity(text: string): number {
  const [, digits, suffix = ''] = /^(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)([a-zA-Z]*)$/.exec(text) ?? [];
  return Number(digits) * (FACTORS[suffix] ?? Number.NaN);
}
