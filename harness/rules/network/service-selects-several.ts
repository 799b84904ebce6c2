import { nameOf } from '../../manifests/index.ts';
import { deploymentText, documents, serviceText } from '../example-text.ts';
import { selectionOf } from '../input/selection.ts';
import { findingIn, placeIn, type Rule } from '../rule.ts';

const set = (selector: string) =>
  documents(
    deploymentText('dify-api', { container: 'ports: [{ name: http, containerPort: 5001 }]' }).replace(
      'labels: { app: dify-api }',
      'labels: { app: dify-api, team: dify }',
    ),
    deploymentText('dify-worker').replace('labels: { app: dify-worker }', 'labels: { app: dify-worker, team: dify }'),
    serviceText('dify-api', '- { name: http, port: 5001, targetPort: http }', `selector: { ${selector} }`),
  );

export const serviceSelectsSeveral: Rule = {
  id: 'service-selects-several',
  claims: ['SVC-1', 'NET-1'],
  severity: 'recommended',
  title: 'A Service leads to the pods of one workload',
  rationale:
    'Requests are spread over all pods that the selector means: a share of them goes to a program that does not know them, so calls fail now and then.',
  remediation: 'Select by a label that only the pods of that workload bear.',
  source: 'Deployment description 10.5; Kubernetes, "Service": Services with selectors',
  examples: { bad: { manifests: set('team: dify') }, good: { manifests: set('app: dify-api') } },
  mutation: [
    {
      file: 'manifests/dify/30-sandbox.yaml',
      replace: '  selector:\n    app: dify-sandbox\n',
      by: '  selector:\n    app.kubernetes.io/part-of: dify\n',
    },
  ],
  *find(input) {
    const selection = selectionOf(input);
    for (const { entry, object } of input.services) {
      const meant = selection
        .byLabels(entry.object.metadata.namespace, object.spec?.selector ?? {})
        .filter(({ entry: of }) => of.object.kind !== 'Job' && of.object.kind !== 'CronJob');
      if (meant.length < 2) continue;
      yield findingIn(entry, ['spec', 'selector'], {
        message: `the selector means the pods of ${meant.length} workloads: ${meant
          .slice(0, 6)
          .map((workload) => nameOf(workload.entry.object))
          .join(', ')}`,
        cause: 'it names only labels that they have in common',
        remedy: 'add the label that tells them apart, such as app',
        related: meant.slice(0, 6).map((workload) => ({
          at: placeIn(workload.entry, workload.path.slice(0, -1)),
          message: 'its pods are meant',
        })),
      });
    }
  },
};
