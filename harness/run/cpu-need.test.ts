import { expect, test } from 'vitest';
import { loadManifests } from '../manifests/index.ts';
import { cpuNeed } from './cpu-need.ts';

test("the fixtures' requests, with the cluster's own and one surge pod, fit on two cores", async () => {
  // 2 × 250m API, 250m worker, 2 × 100m web, 50m sandbox, 50m plugin daemon, 25m proxy; a surge pod of 250m; 250m for the cluster.
  expect(cpuNeed(await loadManifests('fixtures/manifests/dify'))).toBe(1075 + 250 + 250);
});
