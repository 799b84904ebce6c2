import { type Environment, HarnessError, IngressClient, type RequestOptions } from '../../harness/index.ts';

/** What a check may do about the first set-up, decided before anything is sent. */
export type SetUpCourse =
  /** Make the administrator: the instance is this run's own, and empty. */
  | 'set-up'
  /** Prove that a second set-up is refused: the instance is this run's own, so its accounts may be lost. */
  | 'prove-refused'
  /** Sign in with the account that was given, and send no set-up at all. */
  | 'use-account'
  /** Neither: a person has to set the instance up. */
  | 'ask-a-person';

/**
 * A set-up that fails half-way deletes every account, workspace and marker of a Dify, so only a rehearsal, whose instance is thrown
 * away with it, may send one.
 * @param step of `GET /console/api/setup`.
 */
export function setUpCourse(scope: Environment['scope'], step: 'not_started' | 'finished'): SetUpCourse {
  if (scope === 'rehearsal') return step === 'finished' ? 'prove-refused' : 'set-up';
  return step === 'finished' ? 'use-account' : 'ask-a-person';
}

const SET_UP_PATH = /^\/console\/api\/(setup|init)\/?$/;

/** Paths that a page must not write to, for Playwright's `context.route`. */
export const SET_UP_URL = /\/console\/api\/(setup|init)\/?(\?.*)?$/;

/** Reading the state is always allowed. */
const isRead = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());

/** @returns whether this call would set up an instance that is not the run's own. */
export function isForbiddenSetUp(scope: Environment['scope'], method: string, url: string): boolean {
  // A path may be written with escapes or doubled slashes; the API would read it as the plain one.
  const path = decodeURIComponent(new URL(url).pathname).replaceAll(/\/{2,}/g, '/');
  return scope !== 'rehearsal' && !isRead(method) && SET_UP_PATH.test(path);
}

/** The way from outside that all checks use; it sends no set-up to an instance that is not the run's own, whoever asks. */
export class CarefulClient extends IngressClient {
  readonly #scope: Environment['scope'];

  constructor(env: Pick<Environment, 'scope' | 'ingress'>, hosts: readonly string[]) {
    super(env.ingress, hosts);
    this.#scope = env.scope;
  }

  /** @throws HarnessError `SET_UP_FORBIDDEN`, before anything is sent. */
  override async request(url: string, options: RequestOptions = {}): ReturnType<IngressClient['request']> {
    const { method = 'GET' } = options;
    if (!isForbiddenSetUp(this.#scope, method, url)) return super.request(url, options);
    throw new HarnessError({
      code: 'SET_UP_FORBIDDEN',
      message: `a check wanted to send ${method} ${url} in a ${this.#scope}: a failed set-up deletes all accounts of a Dify`,
      hint: 'set the instance up by hand, and give its account to the run',
    });
  }
}
