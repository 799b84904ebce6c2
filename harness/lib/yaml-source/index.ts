/** Parses hand-written YAML and JSON into values, with the position of everything in them. */
export type { Dialect } from './dialect.ts';
export { Lines } from './lines.ts';
export { type ParseOptions, parseYaml } from './parse.ts';
export { type ReadText, readText, SIZE_LIMIT, textOf } from './read.ts';
export type { DuplicateKey, FieldPath, ParsedText, Position, SourceDocument, SourceProblem } from './types.ts';
