/** What differs between any two runs and says nothing: ids, times, names of pods, addresses, amounts. */
const CHANGING: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>'],
  [/sha256:[0-9a-f]{12,}/g, '<digest>'],
  // A pod of a Deployment: hash of its ReplicaSet, then five characters.
  [/-[0-9a-f]{6,10}-[a-z0-9]{5}\b/g, '-<pod>'],
  [/\b\d{1,3}(\.\d{1,3}){3}(?::\d+)?\b/g, '<address>'],
  // What a check has made up itself.
  [/\b\d{5,}\b/g, '<n>'],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, '<id>'],
  [/\b\d+(\.\d+)?(?= ?(ms|s|min|MB|MiB|GiB|KiB|Mi|Gi|bytes|%|requests|segments|cores|m)\b|%)/g, '<n>'],
  // How often something happened.
  [/×\d+/g, '×<n>'],
];

/** @returns the text without what differs between any two runs; the status of an HTTP response, a port and a count of things stay. */
export const steadyText = (text: string): string =>
  CHANGING.reduce((rest, [pattern, name]) => rest.replaceAll(pattern, name), text);
