import { type RetiredApi, retiredApi } from '../../../lib/kube-schema/index.ts';
import type { ManifestObject } from '../../../manifests/index.ts';
import { findingIn, type Outcome } from '../../outcome.ts';

/** @returns a finding for each object whose API was removed or deprecated. */
export function* findRetired(objects: readonly ManifestObject[], state: RetiredApi['state']): Generator<Outcome> {
  for (const entry of objects) {
    const retired = retiredApi(entry.object);
    if (retired?.state !== state) continue;
    const { apiVersion, kind } = entry.object;
    const version = /^[\w.]+\/v\d+$/.test(retired.instead);
    yield findingIn(entry, ['apiVersion'], {
      message: `${kind} in ${apiVersion} was ${state} in Kubernetes ${retired.since}`,
      cause: 'written for an older cluster, or copied from an old example',
      remedy: version ? `use apiVersion: ${retired.instead}` : `use ${retired.instead}`,
    });
  }
}
