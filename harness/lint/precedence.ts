/**
 * Rules that give way where another one has a finding at the same place: a general rule says less than one that knows the
 * setting. What gives way is listed with the finding that stays.
 */
const GIVES_WAY: Readonly<Record<string, readonly string[] | 'any'>> = {
  'variable-extra': 'any',
  'variable-missing': 'any',
  'required-variable-missing': 'any',
  'variable-value-differs': 'any',
  'secret-differs-from-compose': 'any',
  'image-differs-from-compose': 'any',
  'service-port-differs-from-compose': 'any',
  'secret-value-committed': 'any',
  'secret-weak': 'any',
  'secret-reused': 'any',
  'secret-well-known': ['sensitive-value-exposed', 'url-password-exposed', 's3-key-exposed', 'init-password-exposed'],
  'url-password-exposed': ['broker-password-not-encoded', 'broker-password-differs'],
  'public-url-not-routed': ['placeholder-domain', 'cookie-domain-wrong'],
  'public-url-misrouted': ['placeholder-domain'],
  'host-unexpected': ['placeholder-domain', 'host-without-ingress'],
  'host-without-ingress': ['placeholder-domain'],
  'image-tag-floating': ['image-placeholder', 'image-reference-invalid'],
  'image-version-differs': ['image-placeholder', 'image-reference-invalid'],
};

/** The order among rules that all give way: the later ones to the earlier ones. */
const WEAK = Object.keys(GIVES_WAY).toReversed();

/** Ids that are named here; a test compares them with the catalogue. */
export const RANKED_RULES: readonly string[] = [
  ...new Set([...WEAK, ...Object.values(GIVES_WAY).flatMap((ids) => (ids === 'any' ? [] : ids))]),
];

/** @returns whether the first rule gives way to the second one. */
export function givesWay(rule: string, other: string): boolean {
  const to = GIVES_WAY[rule];
  if (to === undefined || rule === other) return false;
  if (to !== 'any') return to.includes(other);
  return GIVES_WAY[other] !== 'any' || WEAK.indexOf(other) < WEAK.indexOf(rule);
}
