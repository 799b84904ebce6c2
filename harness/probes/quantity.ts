/** Suffixes of a Kubernetes quantity (API concepts, "Quantity"); exponents are not used in resources. */
const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** @returns the quantity as a number of cores or bytes, NaN for what is none. The client library has this, but does not export it. */
export function quantity(text: string): number {
  const [, digits, suffix = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  return Number(digits) * (FACTORS[suffix] ?? Number.NaN);
}
