/** The config of a set, read from the set itself. */
export { configText } from './config-text.ts';
export type { Draft, Gap, Inferred } from './draft.ts';
export { type Ask, fillGaps, missingIn, requireComplete } from './fill-gaps.ts';
export { inferConfig, type SetPlace } from './infer-config.ts';
export { type Provable, provable } from './provable.ts';
