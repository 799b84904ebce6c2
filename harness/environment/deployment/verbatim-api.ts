import { HttpMethod, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../lib/kube-objects/index.ts';

/** Who owns the fields that the harness applied. */
export const FIELD_MANAGER = 'dify-e2e';

/**
 * Server-side apply of objects exactly as they are. The client's own `patch` goes through its typed models, which drop
 * every field that they don't know, a misspelt one too: the server would never see it, and "applied unchanged" were untrue.
 */
export class VerbatimApi extends KubernetesObjectApi {
  /** The server refuses unknown and double fields (`fieldValidation=Strict`). @throws ApiException with its Status. */
  async apply(object: KubernetesObject, force: boolean): Promise<void> {
    // The client completes what it is given in place; ours stays as parsed.
    const path = await this.specUriPath(structuredClone(object) as { apiVersion: string; kind: string }, 'patch');
    const request = this.configuration.baseServer.makeRequestContext(path, HttpMethod.PATCH);
    request.setHeaderParam('Accept', 'application/json');
    request.setHeaderParam('Content-Type', PatchStrategy.ServerSideApply);
    request.setQueryParam('fieldManager', FIELD_MANAGER);
    request.setQueryParam('fieldValidation', 'Strict');
    if (force) request.setQueryParam('force', 'true');
    request.setBody(JSON.stringify(object));
    await this.requestPromise(request);
  }
}
