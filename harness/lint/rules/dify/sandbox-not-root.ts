import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const sandboxNotRoot: Rule = {
  id: 'sandbox-not-root',
  claims: ['SVC-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'The sandbox runs as root',
  rationale:
    'It changes to a user without rights for each run, and prepares /var/sandbox before: as another user it panics at start, with runAsNonRoot kubelet does not start it at all.',
  remediation: 'Leave runAsUser and runAsNonRoot out for the sandbox; confine it by capabilities and a NetworkPolicy.',
  source: 'dify-sandbox 0.2.15, started as another user; its Dockerfile names no user',
  *find(input) {
    const sandbox = partIn(input, 'sandbox');
    if (!sandbox) return;
    const { user = 0, mustNotBeRoot } = rightsOf(sandbox);
    if (user === 0 && !mustNotBeRoot) return;
    yield findingAt(placeOfRight(sandbox, user === 0 ? 'runAsNonRoot' : 'runAsUser'), {
      message: user === 0 ? 'the sandbox must not be root' : `the sandbox runs as user ${user}`,
      cause:
        user === 0
          ? 'kubelet refuses its image, which runs as root'
          : "it can't write below /var/sandbox, and panics at start",
      remedy: 'leave runAsUser and runAsNonRoot out here',
    });
  },
};
