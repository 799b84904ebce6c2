import { type Program, programsOf } from '../../facts/dify/programs.ts';
import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { rowFor, versionOf } from '../../facts/dify/versions.ts';
import type { Rule } from '../../rule.ts';

interface User {
  readonly since: string;
  /** As the Dockerfile's USER writes it. */
  readonly user: 'root' | 'dify' | '1001';
}

const API: readonly User[] = [
  { since: '0.0.0', user: 'root' },
  { since: '1.10.1', user: '1001' },
  { since: '1.11.0', user: 'dify' },
];
/** USER of the published images, by release. */
const USERS: Readonly<Partial<Record<Program, readonly User[]>>> = {
  api: API,
  worker: API,
  beat: API,
  web: [
    { since: '0.15.0', user: '1001' },
    { since: '1.11.0', user: 'dify' },
  ],
  'plugin-daemon': [{ since: '0.0.0', user: 'root' }],
};

export const nonRootRefused: Rule = {
  id: 'non-root-refused',
  claims: ['DEP-2'],
  severity: 'mandatory',
  title: 'With runAsNonRoot, kubelet can tell that the container does not run as root',
  rationale:
    'kubelet compares numbers only. An image whose user is root, or a name such as "dify", is not started at all: CreateContainerConfigError, "image will run as root" or "image has non-numeric user (dify), cannot verify user is non-root".',
  remediation:
    'Set runAsUser: 1001 beside runAsNonRoot for Dify 1.10.1 and newer; remove runAsNonRoot for older images.',
  source:
    'Kubernetes, kubelet verifyRunAsNonRoot; Dify api/Dockerfile (USER 1001 since 1.10.1, dify since 1.11.0), web/Dockerfile (USER 1001, dify since 1.11.0); dify-plugin-daemon docker/local.dockerfile (no USER)',
  *find(input) {
    for (const { environment, program } of programsOf(input)) {
      const version = versionOf(environment);
      const { user, mustNotBeRoot } = rightsOf(environment);
      const own = version && rowFor(USERS[program] ?? [], version)?.user;
      if (!own || own === '1001' || !mustNotBeRoot || user !== undefined) continue;
      yield findingAt(placeOfRight(environment, 'runAsNonRoot'), {
        message: `kubelet does not start ${nameIn(environment)}: its image runs as ${own}, and runAsNonRoot is set without runAsUser`,
        cause:
          own === 'root'
            ? 'the image sets no user'
            : 'the user is a name, and kubelet does not know whether that is root',
        remedy: own === 'root' ? 'remove runAsNonRoot here' : 'add runAsUser: 1001',
      });
    }
  },
};
