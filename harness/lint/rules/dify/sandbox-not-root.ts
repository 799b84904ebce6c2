import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const sandboxNotRoot: Rule = {
  id: 'sandbox-not-root',
  claims: ['SVC-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'The sandbox runs as root',
  rationale:
    'It prepares /var/sandbox and then switches to an unprivileged user for every run. As another user it panics on startup; with runAsNonRoot kubelet does not start it at all.',
  remediation:
    'Do not set runAsUser and runAsNonRoot for the sandbox; confine it with capabilities and a NetworkPolicy.',
  source: 'dify-sandbox 0.2.15, started as another user; its Dockerfile sets no USER',
  needs: 'sandbox',
  *find(input) {
    for (const sandbox of partsIn(input, 'sandbox')) {
      const { user = 0, mustNotBeRoot } = rightsOf(sandbox);
      if (user === 0 && !mustNotBeRoot) continue;
      yield findingAt(placeOfRight(sandbox, user === 0 ? 'runAsNonRoot' : 'runAsUser'), {
        message: user === 0 ? 'the sandbox is not allowed to run as root' : `the sandbox runs as user ${user}`,
        cause:
          user === 0
            ? 'kubelet refuses to start its image, which runs as root'
            : "it can't write to /var/sandbox and panics on startup",
        remedy: 'remove runAsUser and runAsNonRoot here',
      });
    }
  },
};
