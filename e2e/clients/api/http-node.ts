import type { NodeData } from './workflow-app.ts';

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
