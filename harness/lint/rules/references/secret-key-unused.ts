import { keyOf } from '../../facts/input/of-kind.ts';
import { usageOf } from '../../facts/references/usage.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const secretKeyUnused: Rule = {
  id: 'secret-key-unused',
  claims: ['SEC-3'],
  severity: 'informational',
  title: 'Every key of a Secret in use is used by a pod',
  rationale: 'A key that nothing references is a leftover, or the reference to it was forgotten and a default applies.',
  remediation: 'Reference the key, or remove it from the Secret.',
  source: 'Deployment description 10.2: unused keys deserve a look',
  together: 'object',
  *find(input) {
    const usage = usageOf(input, 'Secret');
    for (const { kind, entry, name, keys } of input.sources.all) {
      const used = kind === 'Secret' ? usage.get(keyOf(name, entry.object.metadata.namespace)) : undefined;
      // A Secret that nothing uses at all is reported by secret-unused.
      if (!used || used === 'all') continue;
      for (const [key, { path }] of keys) {
        if (used.has(key)) continue;
        yield findingIn(entry, path, {
          message: `no pod uses key "${key}"`,
          cause: 'a leftover, or the reference to it was forgotten',
          remedy: 'reference it, or remove it',
        });
      }
    }
  },
};
