import { expect, test } from 'vitest';
import { judge } from '../../judge.ts';
import { withCompose } from '../../testing/compose-project.ts';
import { deploymentText, documents, objectText } from '../../testing/example-text.ts';
import { variableMissing } from './variable-missing.ts';

const web = (settings: object) =>
  documents(
    objectText('v1', 'ConfigMap', 'settings', `data: ${JSON.stringify(settings)}`),
    ...['dify-api', 'dify-worker'].map((name) =>
      deploymentText(name, { container: 'envFrom: [{ configMapRef: { name: settings } }]' }),
    ),
  );

async function judged(settings: object, variables: Record<string, string>) {
  const input = await withCompose({ manifests: web(settings) }, { api: variables, worker: variables });
  return judge(input, [variableMissing], '2026-01-01');
}

test('a variable missing in two containers for one reason is one finding', async () => {
  const { findings } = await judged({}, { LOG_TZ: 'UTC' });
  expect(findings.map(({ at, related }) => [at.object, related.map((one) => one.at.object)])).toEqual([
    ['Deployment dify/dify-api', ['Compose service api', 'Deployment dify/dify-worker']],
  ]);
});

test('a misspelled name is reported where it is set', async () => {
  const { findings } = await judged({ PLUGIN_MAX_PACKGE_SIZE: '1' }, { PLUGIN_MAX_PACKAGE_SIZE: '1' });
  expect(findings).toMatchObject([
    {
      at: { object: 'ConfigMap dify/settings' },
      remedy: 'rename it to PLUGIN_MAX_PACKAGE_SIZE',
      message: expect.any(String),
    },
  ]);
});

test('if hardly anything was copied, that is one finding', async () => {
  const variables = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`SETTING_${index}`, '1']));
  const { findings } = await judged({}, variables);
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^40 variables of Compose service "api" are missing: SETTING_0, .* and 28 more$/),
  ]);
});

test('a part that Compose does not have can’t be compared, and the message names the expected service', async () => {
  const input = await withCompose({ manifests: web({}) }, { api: {} });
  const [{ notEvaluated = [] } = {}] = judge(input, [variableMissing], '2026-01-01').rules;
  expect(notEvaluated.map(({ message }) => message)).toEqual([
    "compose.yaml has no enabled service worker, so the environment of worker can't be compared (parts.worker.compose)",
  ]);
});
