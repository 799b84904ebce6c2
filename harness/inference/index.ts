/** What a set is, read from the set alone: its parts, stores, hosts and edge. */
export { type Component, DIFY_PARTS, type DifyPart, isDifyPart, TITLES } from './components.ts';
export type { UnderstoodEdge } from './edges.ts';
export { type Understood, understand } from './infer.ts';
export type { UnderstoodContainer } from './recognise.ts';
export { KEEPERS, RUNNERS, type SeenContainer, type SeenSet } from './seen.ts';
export { sentenceOf } from './sentence.ts';
export type { UnderstoodStore } from './stores.ts';
