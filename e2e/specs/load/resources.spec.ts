import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recommendations, resourceFaults, type UsageUnderLoad, usageLine } from '../../clients/cluster/usage.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

const known = (limit: number): number | undefined => (Number.isNaN(limit) ? undefined : limit);

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
    const file = join(env.reportDir, 'k6', 'usage.json');
    if (!existsSync(file)) inconclusive('the load check left no record of what the containers used');
    // JSON writes a limit that is not declared as null.
    const usage = JSON.parse(readFileSync(file, 'utf8'), (_, value) => value ?? Number.NaN) as UsageUnderLoad[];
    if (usage.length === 0) inconclusive('every container was restarted under load');
    for (const one of usage) {
      note(usageLine(one));
      measure(`${one.pod}: CPU`, one.cores, 'cores', known(one.limits.cores));
      measure(`${one.pod}: memory, peak`, one.peakBytes / 2 ** 20, 'MiB', known(one.limits.bytes / 2 ** 20));
    }
    for (const line of recommendations(usage)) note(`recommendation: ${line}`);
    expectNone(resourceFaults(usage));
  },
);
