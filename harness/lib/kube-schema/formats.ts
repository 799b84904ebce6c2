import { cronProblem } from './cron.ts';

/** @returns what is wrong with the text, as the end of a sentence that begins with it; undefined when it is sound. */
type Format = (text: string) => string | undefined;

const matching =
  (pattern: RegExp, problem: string): Format =>
  (text) =>
    pattern.test(text) ? undefined : problem;

/** resource.Quantity of k8s.io/apimachinery: sign, digits, and a suffix of three families. */
const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?(\d+(\.\d*)?|\.\d+))?$/;
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DNS_LABEL = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Forms that a text must have; a format that is not here is not looked at. */
export const TEXT_FORMATS: ReadonlyMap<string, Format> = new Map([
  ['quantity', quantityProblem],
  // Go's decoder skips line breaks.
  [
    'byte',
    (text) =>
      BASE64.test(text.replaceAll(/[\r\n]/g, '')) ? undefined : 'is not base64; plain texts belong under stringData',
  ],
  ['date-time', matching(TIME, 'is no time such as 2026-01-31T12:00:00Z')],
  ['cron', (text) => prefixed('is no schedule: ', cronProblem(text))],
  ['dns-label', matching(DNS_LABEL, 'may hold only a-z, 0-9 and -, at most 63 of them, - neither first nor last')],
  ['dns-name', matching(DNS_NAME, 'may hold only a-z, 0-9, - and ., and begin and end with a letter or a digit')],
]);

/** Least and greatest value of a number's format. */
export const NUMBER_FORMATS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['int32', [-(2 ** 31), 2 ** 31 - 1]],
  ['int64', [-(2 ** 63), 2 ** 63 - 1]],
]);

/** What people write for a unit, and what Kubernetes wants. */
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
  return `is no quantity; write ${number && right ? `"${number}${right}"` : 'it such as "500m" or "512Mi"'}`;
}

const prefixed = (prefix: string, problem: string | undefined): string | undefined => problem && prefix + problem;
