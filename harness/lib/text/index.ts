/** Small helps with what people type and read. */
export { shown } from './paths.ts';
export { closestTo, misspellingOf } from './suggest.ts';
