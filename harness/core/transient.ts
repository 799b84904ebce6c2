/** Connection errors: the other side is starting, restarting or gone. */
const CONNECTION_CODES: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_SOCKET'],
]);
/** The Kubernetes API server returns these while it starts or is overloaded (API conventions, "HTTP Status codes"). */
const SERVER_STATUSES: ReadonlySet<unknown> = new Set([429, 500, 502, 503, 504]);
const TIMEOUT_NAMES: ReadonlySet<string> = new Set(['TimeoutError', 'FetchError']);

/**
 * @returns whether the error only says that the other side did not respond this time, so a retry may succeed.
 *   Everything else is a response or a bug, and a retry would end the same way.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (CONNECTION_CODES.has(code) || SERVER_STATUSES.has(code) || TIMEOUT_NAMES.has(error.name)) return true;
  return error.cause !== undefined && error.cause !== error && isTransient(error.cause);
}
