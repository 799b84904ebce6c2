/** A line of YAML as its indentation shows it: lists are not counted, so that writing them otherwise changes nothing. */
export interface Line {
  /** Column of the content, behind the dashes of lists, from 0. */
  readonly indent: number;
  /** Without quotes: they may change when YAML is written anew. */
  readonly text: string;
  /** `metadata` of `metadata:`; the text itself where there is no key. */
  readonly key: string;
}

/** @returns undefined for what says nothing: blank lines, comments, and the actions of a template. */
export function lineOf(source: string): Line | undefined {
  const [lead = ''] = /^\s*(?:- +)*/.exec(source) ?? [];
  const content = source.slice(lead.length).trimEnd();
  if (content === '' || content.startsWith('#') || content.startsWith('{{')) return undefined;
  const text = content.replaceAll(/["']/g, '');
  return { indent: lead.length, text, key: /^([^\s:]+):(?:\s|$)/.exec(text)?.[1] ?? text };
}

export const endsDocument = (source: string): boolean => source.startsWith('---');

/** Joins a way through keys into a text that can be looked up. */
export const wayOf = (keys: readonly string[]): string => keys.join('\0');
