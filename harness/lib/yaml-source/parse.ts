import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import { aliasFault } from './aliases.ts';
import { type Dialect, SCHEMAS } from './dialect.ts';
import { PlacedDocument } from './document.ts';
import { Lines } from './lines.ts';
import { type Stretch, stretchesOf } from './split.ts';
import { startOf, treesOf } from './tree.ts';
import type { ParsedText, SourceDocument, SourceProblem } from './types.ts';

export interface ParseOptions {
  readonly dialect: Dialect;
}

/** Deep enough for the schemas in CustomResourceDefinitions, but far from a stack overflow. */
const MAX_DEPTH = 200;

/**
 * Parses all documents of a YAML or JSON text; an invalid document does not hide the others. In the
 * `compose` dialect duplicate keys are problems, in both alias
 * bombs and anchors that contain themselves are problems. Never throws.
 */
export function parseYaml(text: string, { dialect }: ParseOptions): ParsedText {
  const lines = new Lines(text);
  const documents: SourceDocument[] = [];
  const problems: SourceProblem[] = [];
  for (const stretch of stretchesOf(text)) {
    const result = readStretch(text, stretch, lines, dialect);
    if (Array.isArray(result)) documents.push(...result);
    else problems.push(result);
  }
  return { documents, problems };
}

function readStretch(text: string, stretch: Stretch, lines: Lines, dialect: Dialect): SourceDocument[] | SourceProblem {
  const source = text.slice(stretch.start, stretch.end);
  const problem = (offset: number, message: string): SourceProblem => ({
    position: lines.positionOf(stretch.start + offset),
    message: `not YAML: ${message}`,
  });
  try {
    const events = eventsOf(source);
    const fault = aliasFault(source, events);
    if (fault) return problem(fault.offset, fault.message);
    // Merged keys were already counted with the aliases.
    const { values, repeats } = valuesOf(source, events, dialect);
    const starts = rootStarts(events);
    const trees = once(() => treesOf(source, eventsOf(source), dialect));
    return values.map((value, index) => {
      const start = starts[index] ?? 0;
      return new PlacedDocument(value, { lines, offset: stretch.start, start, repeats, root: () => trees()[index] });
    });
  } catch (error) {
    if (error instanceof YAMLException) return problem(error.mark?.position ?? 0, plainly(error.reason));
    return problem(0, error instanceof Error ? error.message : String(error));
  }
}

/** kubectl and Helm accept a key that is there twice, the last one wins; `docker compose` does not. */
function valuesOf(source: string, events: Event[], dialect: Dialect): { values: unknown[]; repeats: boolean } {
  const options = { source, schema: SCHEMAS[dialect], maxTotalMergeKeys: -1 };
  try {
    return { values: constructFromEvents(events, options), repeats: false };
  } catch (error) {
    const isRepeated = error instanceof YAMLException && error.reason === REPEATED;
    if (dialect !== 'kubectl' || !isRepeated) throw error;
    return { values: constructFromEvents(events, { ...options, json: true }), repeats: true };
  }
}

const REPEATED = 'duplicated mapping key';

const eventsOf = (source: string): Event[] => parseEvents(source, { maxDepth: MAX_DEPTH });

/** @returns the offset of each document's content. */
const rootStarts = (events: readonly Event[]): number[] =>
  events.flatMap(({ type }, index) => (type === EVENT_ID.DOCUMENT ? [Math.max(startOf(events[index + 1]), 0)] : []));

/** Rephrases the parser's messages where needed. */
function plainly(reason: string): string {
  if (reason === REPEATED) return 'duplicate key: keys must be unique';
  return reason;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
