import type { WorkerFixtures } from '../../framework/fixtures.ts';

/** A request that `e2e/programs/http_call.py` makes inside a pod. `${NAME}` in url, headers and proxy is read there. */
export interface PodCall {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with exactly `application/json` as the content type. */
  readonly json?: unknown;
  /** Proxy for plain HTTP, and for CONNECT the one that is asked: `${SSRF_PROXY_HTTP_URL}`. */
  readonly proxy?: string;
  readonly timeoutSeconds?: number;
}

export interface PodAnswer {
  /** 0 when there was no HTTP answer at all; then `body` says why. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly elapsedMs: number;
}

/** Sends requests from one pod of the API, all at once; answers are in the order of the calls. */
export function callAll(
  inPod: WorkerFixtures['inPod'],
  calls: readonly PodCall[],
  timeoutMs?: number,
): Promise<PodAnswer[]> {
  return inPod<PodAnswer[]>('api', 'http_call.py', calls, timeoutMs);
}
