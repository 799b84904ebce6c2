import { cronProblem } from './cron.ts';

/** @returns what is wrong with the text, to be appended to it; undefined if it is valid. */
type Format = (text: string) => string | undefined;

const matching =
  (pattern: RegExp, problem: string): Format =>
  (text) =>
    pattern.test(text) ? undefined : problem;

/** resource.Quantity of k8s.io/apimachinery: sign, digits and a binary, decimal or exponent suffix. */
const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?(\d+(\.\d*)?|\.\d+))?$/;
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DNS_LABEL = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Checks of text formats; a format that is not listed is not checked. */
export const TEXT_FORMATS: ReadonlyMap<string, Format> = new Map([
  ['quantity', quantityProblem],
  // Go's decoder skips line breaks.
  [
    'byte',
    (text) =>
      BASE64.test(text.replaceAll(/[\r\n]/g, '')) ? undefined : 'is not base64; plain text belongs in stringData',
  ],
  ['date-time', matching(TIME, 'is not a valid time such as 2026-01-31T12:00:00Z')],
  ['cron', (text) => prefixed('is not a valid schedule: ', cronProblem(text))],
  [
    'dns-label',
    matching(
      DNS_LABEL,
      'may contain only a-z, 0-9 and -, at most 63 characters, and must begin and end with a letter or a digit',
    ),
  ],
  [
    'dns-name',
    matching(DNS_NAME, 'may contain only a-z, 0-9, - and ., and must begin and end with a letter or a digit'),
  ],
]);

/** Range of a number format. */
export const NUMBER_FORMATS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['int32', [-(2 ** 31), 2 ** 31 - 1]],
  ['int64', [-(2 ** 63), 2 ** 63 - 1]],
]);

/** Common spellings of units → the unit that Kubernetes expects. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['kb', 'Ki'],
  ['mb', 'Mi'],
  ['gb', 'Gi'],
  ['tb', 'Ti'],
  ['kib', 'Ki'],
  ['mib', 'Mi'],
  ['gib', 'Gi'],
  ['tib', 'Ti'],
  ['ki', 'Ki'],
  ['mi', 'Mi'],
  ['gi', 'Gi'],
  ['ti', 'Ti'],
  ['g', 'Gi'],
]);

function quantityProblem(text: string): string | undefined {
  if (QUANTITY.test(text)) return undefined;
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text) ?? [];
  const right = UNITS.get(unit.toLowerCase());
  return `is not a valid quantity; use ${number && right ? `"${number}${right}"` : 'a value such as "500m" or "512Mi"'}`;
}

const prefixed = (prefix: string, problem: string | undefined): string | undefined => problem && prefix + problem;
