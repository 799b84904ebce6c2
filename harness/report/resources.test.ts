import { describe, expect, it } from 'vitest';
import type { ResourceTable } from '../core/model/resources.ts';
import type { LedgerEntry, RunRecord } from '../core/model/run.ts';
import { renderHtml } from './render.ts';
import { runRecordSchema } from './schema.ts';
import { sampleRun } from './testing/sample-run.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const viewOf = (run: RunRecord) => buildView(viewContext(run, 'en'));

const MIB = 2 ** 20;
const resources: ResourceTable = {
  users: 10,
  seconds: 30,
  missing: ['dify-worker-1: replaced or restarted under load'],
  containers: [
    {
      ...{ part: 'api', container: 'api', replicas: 2, startSeconds: 94, startAllowedSeconds: 240 },
      rest: { cores: 0.021, bytes: 300 * MIB },
      load: { cores: 0.48, bytes: 379 * MIB },
      ...{ peakBytes: 420 * MIB, cacheBytes: 41 * MIB, throttled: 0.49, oomKills: 0 },
      limits: { cores: 0.5, bytes: 1024 * MIB },
      requests: { cores: 0.5, bytes: 512 * MIB },
      probes: [{ kind: 'readinessProbe', timeoutMs: 5000, restMs: 30, loadMs: 900 }],
    },
  ],
};
const double: LedgerEntry = {
  part: 'dify-api',
  kind: 'double',
  real: 'langgenius/dify-api:1.11.4',
  used: 'dify-e2e/api',
  source: 'packages',
  differences: [],
};

describe('the table of resources', () => {
  it('has what was used and declared, and what to change', () => {
    const html = renderHtml(viewOf(sampleRun({ resources, ledger: [] })));
    for (const text of ['21m → 480m', '49', '500m / 500m', '300Mi → 379Mi', '512Mi / 1024Mi', '30 ms → 900 ms / 5 s'])
      expect(html).toContain(text);
    expect(html).toContain('limits.cpu: 750m.');
    expect(html).toContain('dify-worker-1: replaced or restarted under load');
  });

  it('recommends nothing for a double, and says so', () => {
    const worker = resources.containers.map((found) => ({ ...found, part: 'worker' }));
    const both = { ...resources, containers: [...resources.containers, ...worker] };
    const view = viewOf(sampleRun({ resources: both, ledger: [double] }));
    const text = renderHtml(view);
    expect(text).toContain('Doubles ran in place of the real images');
    expect(text).not.toContain('limits.cpu: 750m.');
  });

  it('is absent where no load ran, and kept in the record where one did', () => {
    expect(renderHtml(viewOf(sampleRun()))).not.toContain('id="resources"');
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(sampleRun({ resources })))).resources).toEqual(resources);
  });
});
