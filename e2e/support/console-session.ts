import { brief, CookieJar, HarnessError, type HttpAnswer, type IngressClient, jsonOf } from '../../harness/index.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** dify >= 1.11.2 wants the password of a login (and only of a login) as standard Base64 of its UTF-8 bytes. */
export const encodePassword = (password: string): string => Buffer.from(password).toString('base64');

/** The console API as a signed-in browser uses it: cookies, and the CSRF header on every call, GET included. */
export class ConsoleSession {
  readonly cookies = new CookieJar();
  readonly #http: IngressClient;
  readonly #host: string;

  constructor(http: IngressClient, host: string) {
    this.#http = http;
    this.#host = host;
  }

  /** @throws HarnessError `SIGN_IN_FAILED`. */
  static async signIn(http: IngressClient, host: string, account: Account): Promise<ConsoleSession> {
    const session = new ConsoleSession(http, host);
    const answer = await session.login(account);
    if (answer.status === 200 && jsonOf(answer).result === 'success') return session;
    throw new HarnessError({
      code: 'SIGN_IN_FAILED',
      message: `the console did not let the administrator in: ${brief(answer)}`,
      likely: 'the first set-up has not been done, or was done with another account',
    });
  }

  login({ email, password }: Account): Promise<HttpAnswer> {
    return this.call('POST', '/login', { email, password: encodePassword(password), remember_me: true });
  }

  /** @param path below `/console/api`. */
  call(method: Method, path: string, json?: unknown): Promise<HttpAnswer> {
    return this.send(method, path, { ...this.#csrf() }, json);
  }

  /** The same call without the CSRF header: must be refused. */
  callWithoutCsrf(method: Method, path: string): Promise<HttpAnswer> {
    return this.send(method, path, {});
  }

  async send(method: Method, path: string, headers: Record<string, string>, json?: unknown): Promise<HttpAnswer> {
    const cookie = this.cookies.header(this.#host);
    const answer = await this.#http.request(`http://${this.#host}/console/api${path}`, {
      method,
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(json === undefined ? {} : { json }),
    });
    this.cookies.take(this.#host, answer.setCookies);
    return answer;
  }

  /** The cookie has the `__Host-` prefix where Dify is configured for https on one host. */
  #csrf(): Record<string, string> {
    const token = this.cookies.get('csrf_token') ?? this.cookies.get('__Host-csrf_token');
    return token ? { 'x-csrf-token': token } : {};
  }
}
