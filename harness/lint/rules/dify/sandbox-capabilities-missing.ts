import { placeOfRight, type Rights, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** What the sandbox needs to confine a run, and what is to be seen without. */
const NEEDED = new Map([
  ['CHOWN', 'Python runs end with "chown script to uid …: operation not permitted"'],
  ['DAC_OVERRIDE', 'Python can\'t open its script: "Permission denied"'],
  ['SETGID', 'each run ends with "panic: operation not permitted"'],
  ['SETUID', 'each run ends with "panic: operation not permitted"'],
  ['SYS_CHROOT', 'each run ends with "panic: operation not permitted"'],
  ['KILL', 'runs that take too long are not killed'],
]);
const ALL = [...NEEDED.keys()].join(', ');

export const sandboxCapabilitiesMissing: Rule = {
  id: 'sandbox-capabilities-missing',
  claims: ['SVC-2', 'DEP-3'],
  severity: 'mandatory',
  title: 'The sandbox keeps the capabilities that it confines user code with',
  rationale:
    'It changes root folder and user for each run. Without the right to, code nodes fail while the health page stays green.',
  remediation: `Drop ALL and add ${ALL}, or leave capabilities alone; privileged is not needed.`,
  source: 'dify-sandbox 0.2.12 to 0.2.15, started with each capability taken away',
  *find(input) {
    const sandbox = partIn(input, 'sandbox');
    if (!sandbox) return;
    const lacking = lackingIn(rightsOf(sandbox));
    const [first] = lacking;
    if (first === undefined) return;
    yield findingAt(placeOfRight(sandbox, 'capabilities'), {
      message: `the sandbox lacks ${lacking.join(', ')}`,
      cause: NEEDED.get(first) ?? 'each run needs them',
      remedy: `write drop: [ALL], add: [${ALL}]`,
      ...(first === 'KILL' ? { severity: 'recommended' as const } : {}),
    });
  },
};

/** All of them are in the default set of the container runtimes. */
function lackingIn({ privileged, added, dropped }: Rights): string[] {
  if (privileged || added.includes('ALL')) return [];
  const isGone = (name: string) => dropped.includes('ALL') || dropped.includes(name);
  return [...NEEDED.keys()].filter((name) => isGone(name) && !added.includes(name));
}
