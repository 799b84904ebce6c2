import type { FieldPath } from '../../manifests/index.ts';
import { deploymentText, documents } from '../example-text.ts';
import type { Workload } from '../input/workloads.ts';
import { findingIn, placeIn, type Rule } from '../rule.ts';
import { imageUses } from './images.ts';

const pair = (policy: string) =>
  documents(
    deploymentText('dify-api', { container: 'imagePullPolicy: IfNotPresent' }),
    deploymentText('dify-worker', { container: `imagePullPolicy: ${policy}` }),
  );

interface First {
  readonly workload: Workload;
  readonly at: FieldPath;
  readonly policy: string;
}

export const pullPolicyMixed: Rule = {
  id: 'pull-policy-mixed',
  claims: ['IMG-1'],
  severity: 'informational',
  title: 'One image has one pull policy',
  rationale:
    'Where the tag is pushed again, pods with Always run the new image and the others the old one: two programs under one name.',
  remediation: 'Write the same imagePullPolicy wherever the image is used.',
  source: 'Kubernetes, "Images": Image pull policy',
  examples: { bad: { manifests: pair('Always') }, good: { manifests: pair('IfNotPresent') } },
  mutation: [
    {
      file: 'manifests/dify/21-worker.yaml',
      replace: 'imagePullPolicy: IfNotPresent',
      by: 'imagePullPolicy: Always',
    },
  ],
  *find(input) {
    const first = new Map<string, First>();
    for (const { workload, container, path, text, read } of imageUses(input)) {
      // Of a tag that changes, the tag is the finding; with a digest the policy changes nothing.
      if ('fault' in read || read.reference.digest) continue;
      const at = [...path.slice(0, -1), 'imagePullPolicy'];
      const policy = container.imagePullPolicy ?? 'IfNotPresent';
      const earlier = first.get(text);
      if (!earlier) first.set(text, { workload, at, policy });
      if (!earlier || earlier.policy === policy) continue;
      yield findingIn(workload.entry, at, {
        message: `image "${text}" is pulled ${policy} here, and ${earlier.policy} elsewhere`,
        cause: 'one of the two was changed alone, or has no policy: a tag means IfNotPresent then',
        remedy: 'write the same policy at both',
        related: [{ at: placeIn(earlier.workload.entry, earlier.at), message: 'the other policy' }],
      });
    }
  },
};
