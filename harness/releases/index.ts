/** What each release of Dify consists of, and what differs between two of them. */
export { type ReleaseIndex, releaseFactsOf, releaseIndex, releaseNear } from './data.ts';
export type { Difference, DifferenceKind, Weight } from './differences/difference.ts';
export { imageName, isPart, serviceIn, tagOf } from './differences/started.ts';
export type { ReleaseFacts, ServiceFacts } from './facts.ts';
export { type UpgradePlan, upgradePlan } from './plan.ts';
export { planJson, planText } from './plan-text.ts';
export { compareReleases, nearest, requireKnown } from './versions.ts';
