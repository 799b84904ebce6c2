import type { PartName } from '../../../harness/index.ts';

/** A request that `e2e/programs/http_call.py` makes inside a pod. `${NAME}` in url, headers and proxy is read there. */
export interface PodCall {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with content type `application/json`. */
  readonly json?: unknown;
  /** Proxy for plain HTTP, or the target of a CONNECT: `${SSRF_PROXY_HTTP_URL}`. */
  readonly proxy?: string;
  readonly timeoutSeconds?: number;
}

export interface PodAnswer {
  /** 0 if there was no HTTP response; then `body` says why. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly elapsedMs: number;
  /** The variable in the URL, a header or the proxy that the container does not have. */
  readonly unset?: string;
}

/** Runs a Python program of `e2e/programs` in a pod of the part. */
export type InPod = <T>(part: PartName, program: string, input?: unknown, timeoutMs?: number) => Promise<T>;

/** An HTTP request from inside a pod of the part; `${NAME}` in URL and headers is the container's own variable. */
export type PodHttp = (part: PartName, url: string, call?: Omit<PodCall, 'url'>) => Promise<PodAnswer>;

/** Sends requests from one API pod, all at once; responses are in the order of the calls. */
export function callAll(inPod: InPod, calls: readonly PodCall[], timeoutMs?: number): Promise<PodAnswer[]> {
  return inPod<PodAnswer[]>('api', 'http_call.py', calls, timeoutMs);
}
