import { retiredApi } from '../../../lib/kube-schema/index.ts';
import { isForeign } from '../../facts/objects/foreign.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const apiVersionUnknown: Rule = {
  id: 'api-version-unknown',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Every object has an apiVersion that serves its kind',
  rationale:
    'The API server responds with "no matches for kind … in version …", and the deployment stops at that file.',
  remediation: 'Use an apiVersion that serves the kind.',
  source: 'Kubernetes API of the configured version (lint.kubernetesVersion)',
  *find({ objects, schemas }) {
    for (const entry of objects) {
      const { apiVersion, kind } = entry.object;
      const served = schemas.named(kind);
      if (
        served.length === 0 ||
        isForeign(entry.object, schemas) ||
        schemas.find(apiVersion, kind) ||
        retiredApi(entry.object)
      )
        continue;
      const versions = served.map((known) => known.apiVersion);
      yield findingIn(entry, ['apiVersion'], {
        message: `apiVersion "${apiVersion}" does not serve ${kind}`,
        cause: `${existing('versions', versions)}; alpha and beta versions must be enabled in the cluster`,
        remedy: `use apiVersion: ${versions.at(-1)}`,
      });
    }
  },
};
