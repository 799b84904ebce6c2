import { WebSocket } from 'undici';
import { HarnessError } from '../../core/errors.ts';
import type { Endpoint } from '../environment.ts';
import { ingressAgent } from './ingress-client.ts';

/**
 * Opens a WebSocket through the ingress controller and waits for one message.
 * @param words sent as soon as it is open; omit it if the other side speaks first.
 * @returns the message.
 * @throws HarnessError `WEBSOCKET_FAILED` if it was not opened, was closed, or no message arrived in time.
 */
export async function askWebSocket(
  ingress: Endpoint,
  url: string,
  { words, timeoutMs }: { readonly words?: string; readonly timeoutMs: number },
): Promise<string> {
  const agent = ingressAgent(ingress, [new URL(url).hostname]);
  const socket = new WebSocket(url, { dispatcher: agent });
  const heard = Promise.withResolvers<string>();
  let open = false;
  const fail = (why: string): void =>
    heard.reject(new HarnessError({ code: 'WEBSOCKET_FAILED', message: `${url}: ${why}` }));
  socket.addEventListener('open', () => {
    open = true;
    if (words !== undefined) socket.send(words);
  });
  socket.addEventListener('message', ({ data }) => heard.resolve(String(data)));
  socket.addEventListener('close', ({ code, reason }) =>
    fail(`${open ? 'closed' : 'not opened'}, code ${code}${reason ? `, ${reason}` : ''}`),
  );
  const deadline = setTimeout(() => fail(`${open ? 'silent' : 'not open'} after ${timeoutMs / 1000} s`), timeoutMs);
  try {
    return await heard.promise;
  } finally {
    clearTimeout(deadline);
    socket.close();
    await agent.destroy();
  }
}
