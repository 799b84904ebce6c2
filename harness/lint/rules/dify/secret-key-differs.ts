import { documents } from '../../example-text.ts';
import { partText } from '../../facts/dify/examples.ts';
import { settingsThatDiffer } from '../../facts/dify/shared-settings.ts';
import type { Rule } from '../../rule.ts';

const api = partText('api', { env: { SECRET_KEY: '${SECRET_KEY}' } });

export const secretKeyDiffers: Rule = {
  id: 'secret-key-differs',
  claims: ['SEC-4'],
  severity: 'mandatory',
  title: 'API, worker and beat have the same SECRET_KEY',
  rationale:
    'It signs sessions and the addresses of files: what one of them signs, another refuses. Logins end at random, and files that the worker made give 404.',
  remediation: 'Take SECRET_KEY from one key of one Secret everywhere.',
  source: 'Deployment description 4 and 10.2; Dify docker/.env.example: SECRET_KEY',
  examples: {
    bad: { manifests: documents(api, partText('worker', { env: { SECRET_KEY: '${WORKER_SECRET_KEY}' } })) },
    good: { manifests: documents(api, partText('worker', { env: { SECRET_KEY: '${SECRET_KEY}' } })) },
  },
  mutation: [
    {
      file: 'manifests/dify/21-worker.yaml',
      replace: '              value: worker\n',
      by: `              value: worker
            - name: SECRET_KEY
              valueFrom:
                secretKeyRef:
                  name: dify-secret
                  key: PLUGIN_DAEMON_KEY
`,
    },
    {
      file: 'compose/docker-compose.yaml',
      replace: '      MODE: worker\n',
      by: '      MODE: worker\n      SECRET_KEY: ${PLUGIN_DAEMON_KEY:?}\n',
    },
  ],
  find: (input) => settingsThatDiffer(input, ['SECRET_KEY']),
};
