import { closestTo } from '../../../lib/text/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { exceptionsOf } from '../../facts/exceptions/exception-place.ts';
import { covers, type Exception, isExpired } from '../../facts/exceptions/exceptions.ts';
import type { Course, Rule } from '../../rule.ts';

export const exceptionUnused: Rule = {
  id: 'exception-unused',
  claims: ['ACC-1'],
  severity: 'informational',
  title: 'Every exception in the config covers a finding',
  rationale:
    'An exception that covers nothing is left over from a fixed problem, or its object is misspelled. If it stays, it hides the problem when it recurs.',
  remediation: 'Remove it, or name the object as the finding does: "Deployment dify/dify-api".',
  source: 'docs/config.md, lint.exceptions',
  *find(input, course) {
    const there = input.objects.map(({ object }) => nameOf(object));
    const known = new Set(there);
    for (const { exception, at } of exceptionsOf(input)) {
      const { rule, object, expires } = exception;
      // One fault, one finding: the other two rules report these.
      if (!course.known.includes(rule) || isExpired(exception, course.today)) continue;
      const absent = isKubernetes(object) && !known.has(object);
      if (!absent && !isUnused(exception, course)) continue;
      const meant = absent ? closestTo(object, there) : undefined;
      yield {
        kind: 'finding',
        at,
        message: absent ? `covers nothing: the set has no ${object}` : `covers nothing: ${rule} has no finding there`,
        cause: meant
          ? `the object is misspelled: did you mean ${meant}?`
          : `what it covered is gone; the exception would apply until ${expires}`,
        remedy: meant ? `use object: ${meant}` : 'remove it',
      };
    }
  },
};

/** Findings in Compose files and in the config refer to other kinds of objects. */
const isKubernetes = (object: string): boolean => /^(?!Compose )[A-Z]\w* \S+$/.test(object);

/** A rule that was not applied, or could not judge everything, may still need its exception. */
function isUnused(exception: Exception, { said }: Course): boolean {
  const outcomes = said.get(exception.rule);
  if (!outcomes || outcomes.some(({ kind }) => kind === 'not-evaluated')) return false;
  return !outcomes.some((one) => one.kind === 'finding' && covers(exception, exception.rule, one.at.object));
}
