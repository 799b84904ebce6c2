import { writableAt } from '../../facts/dify/mounts.ts';
import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const sandboxReadOnlyRootFilesystem: Rule = {
  id: 'sandbox-read-only-root-filesystem',
  claims: ['SVC-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'The sandbox can write to its root filesystem',
  rationale: "At start it copies libraries below /var/sandbox and adds users to /etc/passwd; it panics where it can't.",
  remediation: 'Leave readOnlyRootFilesystem out for the sandbox.',
  source: 'dify-sandbox 0.2.15, started with a read-only root',
  *find(input) {
    const sandbox = partIn(input, 'sandbox');
    if (!sandbox || !rightsOf(sandbox).readOnlyRoot) return;
    const at = placeOfRight(sandbox, 'readOnlyRootFilesystem');
    if (writableAt(sandbox, '/var/sandbox')) {
      yield {
        kind: 'not-evaluated',
        message: 'the root filesystem is read-only, yet /var/sandbox is a volume: only a run tells',
        at,
      };
      return;
    }
    yield findingAt(at, {
      message: 'the root filesystem of the sandbox is read-only',
      cause:
        'a setting for all containers was taken over; the sandbox needs /var/sandbox, /tmp and /etc/passwd writable',
      remedy: 'leave readOnlyRootFilesystem out here',
    });
  },
};
