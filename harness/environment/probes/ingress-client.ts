import { Agent, buildConnector, FormData, request } from 'undici';
import { HarnessError, messageOf } from '../../core/errors.ts';
import type { Endpoint } from '../environment.ts';
import type { HttpAnswer } from './answer.ts';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as the field `file` of a form. */
  readonly file?: { readonly name: string; readonly content: Blob };
  readonly timeoutMs?: number;
  /** Called for each piece of the body when it arrives, with the ms since the request was sent. */
  readonly onPiece?: (text: string, atMs: number) => void;
}

/**
 * An HTTP agent that connects to the ingress controller's loopback port whatever the URL's host is, so URLs have the real names,
 * but no real system can be reached.
 */
export function ingressAgent(ingress: Endpoint, hosts: readonly string[], options: Agent.Options = {}): Agent {
  const connector = buildConnector({ timeout: 5_000 });
  return new Agent({
    ...options,
    connect: (target, callback) => {
      if (!hosts.includes(target.hostname) || target.protocol !== 'http:') {
        callback(refused(`${target.protocol}//${target.hostname}`), null);
        return;
      }
      connector({ ...target, hostname: ingress.host, host: ingress.host, port: String(ingress.port) }, callback);
    },
  });
}

function refused(target: string): HarnessError {
  return new HarnessError({
    code: 'HOST_NOT_UNDER_TEST',
    message: `a check requested ${target}, which is not under test`,
    hint: 'add the host to hosts or routes in the config',
  });
}

function noAnswer(method: string, url: string, cause: unknown): HarnessError {
  if (cause instanceof Error && cause.cause instanceof HarnessError) return cause.cause;
  return new HarnessError({ code: 'REQUEST_FAILED', message: `${method} ${url}: ${messageOf(cause)}`, cause });
}

function formWith({ name, content }: NonNullable<RequestOptions['file']>): FormData {
  const form = new FormData();
  form.set('file', content, name);
  return form;
}

async function bodyOf(body: AsyncIterable<Buffer>, onPiece: (text: string) => void): Promise<string> {
  const decoder = new TextDecoder();
  let whole = '';
  for await (const piece of body) {
    const text = decoder.decode(piece, { stream: true });
    onPiece(text);
    whole += text;
  }
  return whole;
}

/** Requests to the deployment from outside, through the ingress controller. Redirects are not followed. */
export class IngressClient implements AsyncDisposable {
  readonly #agent: Agent;

  /** @param hosts names that may be requested; all of them map to the same loopback port. */
  constructor(ingress: Endpoint, hosts: readonly string[]) {
    this.#agent = ingressAgent(ingress, hosts);
  }

  /** @throws HarnessError `REQUEST_FAILED`, with the client's error as its cause, if there is no complete HTTP response. */
  async request(url: string, options: RequestOptions = {}): Promise<HttpAnswer> {
    try {
      return await this.#send(url, options);
    } catch (error) {
      if (error instanceof HarnessError) throw error;
      throw noAnswer(options.method ?? 'GET', url, error);
    }
  }

  async #send(url: string, options: RequestOptions): Promise<HttpAnswer> {
    const started = performance.now();
    const json = options.json === undefined ? undefined : JSON.stringify(options.json);
    const response = await request(url, {
      dispatcher: this.#agent,
      method: options.method ?? 'GET',
      headers: { 'accept-language': 'en', ...(json ? { 'content-type': 'application/json' } : {}), ...options.headers },
      ...(json ? { body: json } : options.file ? { body: formWith(options.file) } : {}),
      signal: AbortSignal.timeout(options.timeoutMs ?? 15_000),
    });
    const { 'set-cookie': cookies, ...headers } = response.headers;
    return {
      status: response.statusCode,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])),
      setCookies: cookies === undefined ? [] : [cookies].flat(),
      body: await bodyOf(response.body, (text) => options.onPiece?.(text, performance.now() - started)),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }
}
