import { ApiException } from '@kubernetes/client-node';
import { messageOf } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';

/** @returns the API server's message in one line, redacted: the `message` of its Status if it sent one. */
export function serverWords(error: unknown): string {
  if (!(error instanceof ApiException)) return redact(messageOf(error));
  const body: unknown = typeof error.body === 'string' ? parsed(error.body) : error.body;
  const message = body && typeof body === 'object' && 'message' in body ? String(body.message) : error.message;
  return redact(`${error.code}: ${message}`);
}

/**
 * @returns whether the error is final: the server rejected the object, or the client does not know the kind.
 *   Kubernetes rejects a field that is not in the schema with code 500 (seen in 1.34).
 */
export function isFinal(error: unknown): boolean {
  if (!(error instanceof ApiException)) return messageOf(error).startsWith('Unrecognized API version and kind');
  if (error.code < 500) return error.code !== 429;
  return serverWords(error).includes('field not declared in schema');
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return { message: body };
  }
}
