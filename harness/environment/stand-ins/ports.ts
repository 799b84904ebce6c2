/** Ports of the outside world on the stand-ins' machine; the nodes redirect 80 and 443 of the public-looking address to them. */
export const OUTSIDE_PORTS: Readonly<Record<80 | 443, number>> = { 80: 18_080, 443: 18_443 };
