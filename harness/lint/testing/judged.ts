import { type LoadedConfig, loadConfig } from '../../core/config/index.ts';
import { writeManifests } from '../../manifests/testing/sets.ts';
import { type LintRequest, type LintResult, lintSet } from '../lint-set.ts';

/** For tests: YAML of a Deployment that wants a key which its Secret does not have. */
export const MISSING_KEY = {
  'secret.yaml': `apiVersion: v1
kind: Secret
metadata: { name: keys, namespace: dify }
stringData:
  OTHER: do-not-show-me
  FILLED: \${FILLED}
  PEM: |
    first-secret-line
    second: secret-line
`,
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: app, namespace: dify }
spec:
  containers:
    - name: app
      image: example:1
      env:
        - name: TOKEN
          valueFrom:
            secretKeyRef: { name: keys, key: TOKEN }
        - name: DB_PASSWORD
          value: shown-by-mistake
`,
};

/** For tests: a judged set of these files. */
export async function judged(
  files: Readonly<Record<string, string>>,
  more: Partial<Omit<LintRequest, 'manifests'>> = {},
): Promise<LintResult> {
  const config = loadConfig('configs/rehearsal.yaml');
  return lintSet({ manifests: await writeManifests(files), config, today: '2026-01-01', ...more });
}

/** For tests: the config of the repository with these exceptions. */
export function withExceptions(exceptions: LoadedConfig['config']['lint']['exceptions']): LoadedConfig {
  const loaded = loadConfig('configs/rehearsal.yaml');
  return { ...loaded, config: { ...loaded.config, lint: { ...loaded.config.lint, exceptions } } };
}
