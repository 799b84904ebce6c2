import type { NodeData, NodeRun } from './workflow-app.ts';

/** An HTTP request node as the console's editor saves it: a GET without variables, with a read timeout of `seconds`. */
export const httpRequest = (
  url: string,
  {
    seconds = 5,
    ...more
  }: { readonly seconds?: number; readonly headers?: string; readonly ssl_verify?: boolean } = {},
): NodeData => ({
  type: 'http-request',
  method: 'get',
  url,
  authorization: { type: 'no-auth', config: null },
  headers: '',
  params: '',
  body: { type: 'none', data: [] },
  timeout: { connect: 5, read: seconds, write: 5 },
  ...more,
});

/**
 * @returns whether the SSRF proxy denied the request of an HTTP request node. Since Dify 1.11.2 that ends the node with words of its own
 * (api/core/helper/ssrf_proxy.py, `make_request`); before, squid's 403 is the node's ordinary answer.
 */
export function deniedByProxy({ status, error, outputs }: NodeRun): boolean {
  if (error.includes('blocked by SSRF protection')) return true;
  const headers = JSON.stringify(outputs.headers ?? {}).toLowerCase();
  return status === 'succeeded' && [401, 403].includes(Number(outputs.status_code)) && headers.includes('squid');
}

/** @returns how a node ended, for a note: its error, or the status of the answer. */
export const endOf = ({ error, outputs }: NodeRun): string => error || `HTTP ${String(outputs.status_code)}`;
