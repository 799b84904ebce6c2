import { placeOfRight, type Rights, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** Capabilities that the sandbox needs to confine user code, and the symptom if one is missing. */
const NEEDED = new Map([
  ['CHOWN', 'Python runs fail with "chown script to uid …: operation not permitted"'],
  ['DAC_OVERRIDE', 'Python can\'t open its script: "Permission denied"'],
  ['SETGID', 'every run fails with "panic: operation not permitted"'],
  ['SETUID', 'every run fails with "panic: operation not permitted"'],
  ['SYS_CHROOT', 'every run fails with "panic: operation not permitted"'],
  ['KILL', 'runs that exceed the time limit are not killed'],
]);
const ALL = [...NEEDED.keys()].join(', ');

export const sandboxCapabilitiesMissing: Rule = {
  id: 'sandbox-capabilities-missing',
  claims: ['SVC-2', 'DEP-3'],
  severity: 'mandatory',
  title: 'The sandbox has the capabilities that it needs to confine user code',
  rationale:
    'It calls chroot and switches the user for every run. Without these capabilities code nodes fail while the health check passes.',
  remediation: `Drop ALL and add ${ALL}, or do not set capabilities at all; privileged is not needed.`,
  source: 'dify-sandbox 0.2.12 to 0.2.15, started with each capability dropped in turn',
  needs: 'sandbox',
  *find(input) {
    for (const sandbox of partsIn(input, 'sandbox')) {
      const lacking = lackingIn(rightsOf(sandbox));
      const [first] = lacking;
      if (first === undefined) continue;
      yield findingAt(placeOfRight(sandbox, 'capabilities'), {
        message: `the sandbox lacks ${lacking.join(', ')}`,
        cause: NEEDED.get(first) ?? 'every run needs them',
        remedy: `set drop: [ALL] and add: [${ALL}]`,
        ...(first === 'KILL' ? { severity: 'recommended' as const } : {}),
      });
    }
  },
};

/** Container runtimes grant all of them by default. */
function lackingIn({ privileged, added, dropped }: Rights): string[] {
  if (privileged || added.includes('ALL')) return [];
  const isDropped = (name: string) => dropped.includes('ALL') || dropped.includes(name);
  return [...NEEDED.keys()].filter((name) => isDropped(name) && !added.includes(name));
}
