export { type LoadPlan, type LoadResult, limitOf, runLoad } from './k6.ts';
