/** Texts that people wrote: YAML and JSON as values, with the place of everything in them. */
export type { Dialect } from './dialect.ts';
export { Lines } from './lines.ts';
export { type ParseOptions, parseYaml } from './parse.ts';
export { type ReadText, readText, SIZE_LIMIT, textOf } from './read.ts';
export type { FieldPath, ParsedText, Position, SourceDocument, SourceProblem } from './types.ts';
