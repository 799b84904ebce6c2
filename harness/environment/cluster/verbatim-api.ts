import { HttpMethod, type KubernetesObject, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';

/** Field manager of what the harness applies. */
export const FIELD_MANAGER = 'dify-e2e';

/**
 * Server-side apply of objects exactly as they are. The client's own `patch` uses typed models, which drop every unknown field,
 * even a misspelled one: the server would never see it, and "applied unchanged" would be untrue.
 */
export class VerbatimApi extends KubernetesObjectApi {
  /** The server rejects unknown and duplicate fields (`fieldValidation=Strict`). @throws ApiException with its Status. */
  async apply(object: KubernetesObject, force: boolean): Promise<void> {
    // A copy, because the client modifies its argument.
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
