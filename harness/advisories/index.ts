/** What is known to be wrong with versions of the images of a deployment: a dated table, and what users know better. */
export { firstFixed } from './fix.ts';
export { PRODUCT_NAMES, type Product, productOfPackage, productOfRepository, titleOf, versionOf } from './products.ts';
export { isDistributionPackage, namesImage, parsePurl } from './purl.ts';
export { readSupply, type SupplyFiles } from './read-supply.ts';
export type { Bill, Component, Statement, Supply } from './statement.ts';
export {
  type Advisory,
  advisoriesFor,
  advisoryTable,
  ageOf,
  RATINGS,
  type Rating,
  rankOf,
  STALE_DAYS,
} from './table.ts';
