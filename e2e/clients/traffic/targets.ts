import { type Config, hasPart, webHost } from '../../../harness/index.ts';
import type { Traffic } from './steady-traffic.ts';

/** What steady traffic asks of each part that takes requests from outside. */
export const TARGETS = [
  { part: 'api', path: '/console/api/ping', expectStatus: 200, title: 'API' },
  // The cheapest response of web: a redirect that its server makes itself.
  { part: 'web', path: '/', expectStatus: 307, title: 'web' },
] as const;

/** @returns the traffic to each of them that the set has. */
export const trafficOf = (config: Config): (Traffic & { readonly part: string })[] =>
  TARGETS.filter(({ part }) => hasPart(config, part)).map(({ part, path, expectStatus }) => ({
    ...{ part, expectStatus },
    url: `http://${webHost(config)}${path}`,
  }));
