import {
  boolCoreTag,
  boolYaml11Tag,
  defineScalarTag,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
  nullCoreTag,
  type ScalarTagDefinition,
  Schema,
  seqTag,
  strTag,
} from 'js-yaml';

/**
 * How plain scalars are interpreted: like `kubectl` (sigs.k8s.io/yaml: y, yes, on, n, no, off are booleans too) or like
 * `compose` (compose-go, on gopkg.in/yaml.v3: only true and false are). In both, dates and times stay strings.
 */
export type Dialect = 'kubectl' | 'compose';

/** Go's integers (strconv.ParseInt with base 0, without underscores), go-yaml's floats, infinities and NaN. */
const INTEGER = /^[-+]?(?:0[bB][01]+|0[oO]?[0-7]+|0[xX][\da-fA-F]+|0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const SPECIAL = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const NUMBER_STARTS = [...'+-.0123456789'];

/** @returns a plain scalar as a number, the same in both dialects. */
function toNumber(source: string): number | typeof NOT_RESOLVED {
  const text = source.replaceAll('_', '');
  if (INTEGER.test(text)) return toInteger(text);
  if (SPECIAL.test(text)) return text.endsWith('f') || text.endsWith('F') ? signOf(text) * Infinity : Number.NaN;
  const value = FLOAT.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value + 0 : NOT_RESOLVED;
}

/** A leading zero means octal, as in YAML 1.1, and so does `0o`. Zero has no sign. */
function toInteger(text: string): number {
  const digits = text.replace(/^[-+]/, '');
  return signOf(text) * (/^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits)) + 0;
}

const signOf = (text: string): number => (text.startsWith('-') ? -1 : 1);

const numberTag = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: NUMBER_STARTS,
  resolve: toNumber,
  identify: () => false,
});
const floatTag = defineScalarTag('tag:yaml.org,2002:float', { resolve: toNumber, identify: () => false });
const binaryTag = defineScalarTag('tag:yaml.org,2002:binary', {
  resolve: (source) => Buffer.from(source, 'base64').toString(),
  identify: () => false,
});

/** Both readers ignore unknown tags; `tagAt` still returns them. */
const anyTag = [
  defineScalarTag('', { matchByTagPrefix: true, resolve: (source) => source, identify: () => false }),
  { ...seqTag, tagName: '', matchByTagPrefix: true },
  { ...mapTag, tagName: '', matchByTagPrefix: true },
];

const implicitTags = (dialect: Dialect): readonly ScalarTagDefinition[] => [
  nullCoreTag,
  dialect === 'kubectl' ? boolYaml11Tag : boolCoreTag,
  numberTag,
  mergeTag,
];

const schemaFor = (dialect: Dialect): Schema =>
  new Schema([strTag, seqTag, mapTag, ...implicitTags(dialect), floatTag, binaryTag, ...anyTag]);

/** The js-yaml schema for each dialect. */
export const SCHEMAS: Readonly<Record<Dialect, Schema>> = {
  kubectl: schemaFor('kubectl'),
  compose: schemaFor('compose'),
};

const IMPLICIT = { kubectl: implicitTags('kubectl'), compose: implicitTags('compose') };

/** @returns an untagged plain scalar as an object key: `on` becomes "true". */
export function plainKey(dialect: Dialect, source: string): string {
  for (const tag of IMPLICIT[dialect]) {
    if (tag.implicitFirstChars?.includes(source.charAt(0)) === false) continue;
    const value = tag.resolve(source, false, tag.tagName);
    if (value !== NOT_RESOLVED) return String(value);
  }
  return source;
}
