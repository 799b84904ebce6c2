import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSaved, resourcesKind, unreclaimable } from '../../../harness/index.ts';
import { resourceFaults, usageLine } from '../../clients/cluster/resource-table.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

const MIB = 2 ** 20;

test(
  'No container reaches its memory limit under load',
  check({
    id: 'resources-under-load',
    claims: ['RES-2'],
    severity: 'recommended',
    effect: 'observe',
    dependsOn: ['load-api'],
    needs: ALL_IMAGES,
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'ssrf-proxy',
        operations: [
          {
            op: 'add',
            path: '/spec/template/spec/containers/0/command',
            value: [
              'sh',
              '-c',
              'head -c 230m /dev/zero | tail -c 240m >/dev/null & exec entrypoint.sh -f /etc/squid/squid.conf -NYC',
            ],
          },
        ],
      },
    ],
    remediation: 'Raise limits.memory of the named container, or find out what fills it; then run again.',
  }),
  async ({ env, note, measure }) => {
    const file = join(env.reportDir, 'resources.json');
    if (!existsSync(file)) inconclusive('the load check left no record of what the containers used');
    const table = readSaved(file, resourcesKind);
    if (table.containers.length === 0) inconclusive('every container was restarted under load');
    for (const found of table.containers) {
      const { part, load, limits } = found;
      note(usageLine(found));
      measure(`${part}: CPU`, load.cores ?? 0, 'cores', limits.cores);
      measure(`${part}: memory`, unreclaimable(found) / MIB, 'MiB', limits.bytes && limits.bytes / MIB);
    }
    for (const line of table.missing) note(`no figures of ${line}`);
    note("the report's table of resources has all figures and what to change");
    expectNone(resourceFaults(table));
  },
);
