import { deploymentText, documents, objectText } from '../../example-text.ts';
import { keyOf } from '../../facts/input/of-kind.ts';
import { usageOf } from '../../facts/references/usage.ts';
import { findingIn, type Rule } from '../../rule.ts';

const set = (keys: string) =>
  documents(
    objectText('v1', 'Secret', 'dify-sandbox-key', `stringData:\n${keys}`),
    deploymentText('dify-sandbox', {
      image: 'langgenius/dify-sandbox:0.2.12',
      container:
        'env:\n  - name: API_KEY\n    valueFrom: { secretKeyRef: { name: dify-sandbox-key, key: SANDBOX_API_KEY } }',
    }),
  );

export const secretKeyUnused: Rule = {
  id: 'secret-key-unused',
  claims: ['SEC-3'],
  severity: 'informational',
  title: 'Every key of a Secret that pods use is used by a pod',
  rationale: 'A key that nobody refers to is left over, or the reference to it was forgotten and a default is used.',
  remediation: 'Refer to the key, or take it out of the Secret.',
  source: 'Deployment description 10.2: unused keys are worth a look',
  examples: {
    bad: { manifests: set('  SANDBOX_API_KEY: "${SANDBOX_API_KEY}"\n  OLD_API_KEY: "${OLD_API_KEY}"') },
    good: { manifests: set('  SANDBOX_API_KEY: "${SANDBOX_API_KEY}"') },
  },
  mutation: [
    {
      file: 'manifests/dify/15-storage.yaml',
      replace: '      storage: 5Gi',
      by: `      storage: 5Gi
---
apiVersion: v1
kind: Secret
metadata: { name: dify-proxy-login, namespace: dify }
stringData:
  PROXY_LOGIN: \${PROXY_LOGIN}
  PROXY_OLD_LOGIN: \${PROXY_OLD_LOGIN}`,
    },
    {
      file: 'manifests/dify/32-ssrf-proxy.yaml',
      replace: '      volumes:',
      by: `      volumes:
        - name: login
          secret: { secretName: dify-proxy-login, items: [{ key: PROXY_LOGIN, path: login }] }`,
    },
    {
      file: 'manifests/dify/32-ssrf-proxy.yaml',
      replace: '          volumeMounts:',
      by: '          volumeMounts:\n            - { name: login, mountPath: /etc/squid/login }',
    },
  ],
  *find(input) {
    const usage = usageOf(input, 'Secret');
    for (const { kind, entry, name, keys } of input.sources.all) {
      const used = kind === 'Secret' ? usage.get(keyOf(name, entry.object.metadata.namespace)) : undefined;
      // A Secret that nothing uses at all is a finding of its own.
      if (!used || used === 'all') continue;
      for (const [key, { path }] of keys) {
        if (used.has(key)) continue;
        yield findingIn(entry, path, {
          message: `key "${key}" is used by no pod`,
          cause: 'left over, or the reference to it was forgotten',
          remedy: 'refer to it or take it out',
        });
      }
    }
  },
};
