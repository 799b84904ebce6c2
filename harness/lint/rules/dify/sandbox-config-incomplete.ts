import { documents, objectText } from '../../example-text.ts';
import { partText } from '../../facts/dify/examples.ts';
import { sandboxFile, valueAt } from '../../facts/dify/sandbox-config.ts';
import { findingAt, isAbsent, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** Keys without a default in the program, the variable that stands in, and what happens without. */
const NEEDED = [
  ['app.port', 'SANDBOX_PORT', 'listens on a random port'],
  ['app.key', 'API_KEY', 'compares with an empty key'],
  ['max_workers', 'MAX_WORKERS', 'lets each run hang'],
  ['max_requests', 'MAX_REQUESTS', 'refuses each run with 503'],
  ['enable_network', 'ENABLE_NETWORK', 'fails each run: Dify asks for a network'],
] as const;

const config = (text: string) =>
  documents(
    objectText('v1', 'ConfigMap', 'sandbox-files', `data:\n  config.yaml: |\n${text.replace(/^/gm, '    ')}`),
    partText('sandbox', {
      env: { API_KEY: '${SANDBOX_API_KEY}' },
      container: 'volumeMounts:\n  - { name: conf, mountPath: /conf }',
      pod: 'volumes:\n  - { name: conf, configMap: { name: sandbox-files } }',
    }),
  );

export const sandboxConfigIncomplete: Rule = {
  id: 'sandbox-config-incomplete',
  claims: ['SVC-2', 'ENV-1'],
  severity: 'mandatory',
  title: 'A config.yaml that is mounted into the sandbox has all that the program needs',
  rationale:
    "The mounted file replaces the image's own, whole. What it lacks counts as 0, empty or false, without a word in the log.",
  remediation: "Add the keys, as in conf/config.yaml of the sandbox's own repository, or set the variables.",
  source: 'dify-sandbox internal/static/config.go, conf/config.yaml',
  examples: {
    bad: { manifests: config('app:\n  port: 8194\nenable_network: true') },
    good: {
      manifests: config(
        'app:\n  port: 8194\nmax_workers: 4\nmax_requests: 50\nworker_timeout: 5\nenable_network: true',
      ),
    },
  },
  mutation: [
    {
      file: 'manifests/dify/30-sandbox.yaml',
      replace: '            failureThreshold: 6\n---\n',
      by: `            failureThreshold: 6
          volumeMounts:
            - { name: conf, mountPath: /conf/config.yaml, subPath: config.yaml, readOnly: true }
      volumes:
        - name: conf
          configMap: { name: dify-sandbox-files }
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: dify-sandbox-files
  namespace: dify
data:
  config.yaml: |
    app: { port: 8194 }
    max_workers: 4
    enable_network: true
---
`,
    },
  ],
  *find(input) {
    const sandbox = partIn(input, 'sandbox');
    const file = sandboxFile(input);
    if (!sandbox || !file) return;
    for (const [key, variable, effect] of NEEDED) {
      if (!isAbsent(input, sandbox, variable) || (valueAt(file.values, key) ?? null) !== null) continue;
      yield findingAt(file.at, {
        message: `the mounted config.yaml has no ${key}, and there is no ${variable}`,
        cause: `then the sandbox ${effect}`,
        remedy: `add ${key}, or set ${variable}`,
      });
    }
  },
};
