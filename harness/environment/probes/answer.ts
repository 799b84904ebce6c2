/** The response to a request, however it was sent. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; several of one name are joined with a comma (Set-Cookie is in `setCookies`). */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: string;
}

/** @returns the body as an object; an empty one if it is not a JSON object, so that a check can still report it. */
export function jsonOf(answer: Pick<HttpAnswer, 'body'>): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(answer.body);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** @returns the response in one short line: status and the beginning of the body. */
export function brief(answer: Pick<HttpAnswer, 'status' | 'body'>): string {
  const body = answer.body.replaceAll(/\s+/g, ' ').trim();
  return `HTTP ${answer.status} ${body.length > 160 ? `${body.slice(0, 160)}…` : body || '(empty body)'}`;
}
