import {
  brief,
  type Contract,
  CookieJar,
  HarnessError,
  type HttpAnswer,
  type IngressClient,
  jsonOf,
} from '../../../harness/index.ts';
import { TOKEN_NAMES, type Tokens } from './console-tokens.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** @returns the password as this version's login expects it: from 1.11.2 on, standard Base64 of its UTF-8 bytes. */
export const loginPassword = ({ loginPassword: how }: Contract, password: string): string =>
  how === 'base64' ? Buffer.from(password).toString('base64') : password;

/** The console API as a signed-in browser of the deployed version uses it. */
export class ConsoleSession {
  readonly #cookies = new CookieJar();
  readonly #http: IngressClient;
  readonly #host: string;
  readonly #contract: Contract;
  /** Tokens that older versions return as JSON. */
  #bearer: Pick<Tokens, 'access' | 'refresh'> | undefined;

  constructor(http: IngressClient, host: string, contract: Contract) {
    this.#http = http;
    this.#host = host;
    this.#contract = contract;
  }

  /** @throws HarnessError `SIGN_IN_FAILED`. */
  async signIn(account: Account): Promise<this> {
    const answer = await this.login(account);
    if (answer.status === 200 && jsonOf(answer).result === 'success') return this;
    throw new HarnessError({
      code: 'SIGN_IN_FAILED',
      message: `the administrator could not sign in to the console: ${brief(answer)}`,
      likely: 'the console is not set up, or was set up with another account',
    });
  }

  /** @param more headers besides this session's own. */
  async login({ email, password }: Account, more: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    const json = { email, password: loginPassword(this.#contract, password), remember_me: true };
    return this.#keep(await this.send('POST', '/login', { ...this.headers(), ...more }, json));
  }

  /** Exchanges a refresh token, by default this session's own. */
  async refresh(refresh = this.tokens.refresh): Promise<HttpAnswer> {
    if (this.#contract.auth === 'bearer')
      return this.#keep(await this.send('POST', '/refresh-token', {}, { refresh_token: refresh }));
    const cookie = `${this.tokens.prefix}${TOKEN_NAMES.refresh}=${refresh}`;
    return this.send('POST', '/refresh-token', { cookie });
  }

  /** Dify then drops the account's newest refresh token, whichever session has it: only one spec logs out or refreshes. */
  logOut(): Promise<HttpAnswer> {
    return this.call(this.#contract.logOutMethod, '/logout');
  }

  /** The workspace of the signed-in account. */
  workspace(): Promise<HttpAnswer> {
    const { workspaceMethod: method } = this.#contract;
    return this.call(method, '/workspaces/current', method === 'POST' ? {} : undefined);
  }

  /** This session's tokens; empty before a login. */
  get tokens(): Tokens {
    const prefix = this.#cookies.get(`__Host-${TOKEN_NAMES.access}`) === undefined ? '' : '__Host-';
    const cookie = (name: string): string => this.#cookies.get(prefix + name) ?? '';
    const { access, refresh, csrf } = TOKEN_NAMES;
    return { access: cookie(access), refresh: cookie(refresh), csrf: cookie(csrf), prefix, ...this.#bearer };
  }

  /** @param path below `/console/api`. */
  call(method: Method, path: string, json?: unknown, timeoutMs?: number): Promise<HttpAnswer> {
    return this.send(method, path, this.headers(), json, timeoutMs);
  }

  /** This session's credentials, for a request that is made elsewhere. */
  headers(): Record<string, string> {
    const cookie = this.#cookies.header(this.#host);
    const { csrf } = this.tokens;
    return {
      ...(cookie ? { cookie } : {}),
      ...(csrf ? { 'x-csrf-token': csrf } : {}),
      ...(this.#bearer ? { authorization: `Bearer ${this.#bearer.access}` } : {}),
    };
  }

  /** Like `call`, but with other credentials; this session keeps the cookies that the response sets. */
  async send(
    method: Method,
    path: string,
    headers: Record<string, string>,
    json?: unknown,
    timeoutMs?: number,
  ): Promise<HttpAnswer> {
    const answer = await this.#http.request(`http://${this.#host}/console/api${path}`, {
      method,
      headers,
      ...(json === undefined ? {} : { json }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    this.#cookies.take(this.#host, answer.setCookies);
    return answer;
  }

  #keep(answer: HttpAnswer): HttpAnswer {
    const { data } = jsonOf(answer) as { data?: { access_token?: string; refresh_token?: string } };
    if (this.#contract.auth === 'bearer' && answer.status === 200 && typeof data?.access_token === 'string')
      this.#bearer = { access: data.access_token, refresh: data.refresh_token ?? '' };
    return answer;
  }
}
