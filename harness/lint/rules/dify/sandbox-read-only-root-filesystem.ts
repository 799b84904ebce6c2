import { writableAt } from '../../facts/dify/mounts.ts';
import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const sandboxReadOnlyRootFilesystem: Rule = {
  id: 'sandbox-read-only-root-filesystem',
  claims: ['SVC-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'The sandbox can write to its root filesystem',
  rationale: "On startup it copies libraries to /var/sandbox and adds users to /etc/passwd, and panics if it can't.",
  remediation: 'Do not set readOnlyRootFilesystem for the sandbox.',
  source: 'dify-sandbox 0.2.15, started with a read-only root',
  needs: 'sandbox',
  *find(input) {
    for (const sandbox of partsIn(input, 'sandbox')) {
      if (!rightsOf(sandbox).readOnlyRoot) continue;
      const at = placeOfRight(sandbox, 'readOnlyRootFilesystem');
      if (writableAt(sandbox, '/var/sandbox')) {
        yield {
          kind: 'not-evaluated',
          message:
            'the root filesystem is read-only, but /var/sandbox is a volume: only a real run can tell whether it works',
          at,
        };
        continue;
      }
      yield findingAt(at, {
        message: 'the root filesystem of the sandbox is read-only',
        cause:
          'a common setting was applied to all containers, but the sandbox needs /var/sandbox, /tmp and /etc/passwd writable',
        remedy: 'remove readOnlyRootFilesystem here',
      });
    }
  },
};
