import { type Environment, HarnessError, IngressClient, type RequestOptions } from '../../../harness/index.ts';

/** What a check may do about the first set-up, decided before anything is sent. */
export type SetUpCourse =
  /** Make the administrator: the cluster is this run's own, and its console is empty. */
  | 'set-up'
  /** Sign in with the account that is known, and send no set-up at all. */
  | 'use-account'
  /** Neither: a person has to set the instance up. */
  | 'ask-a-person';

/**
 * A set-up that fails half-way deletes every account, workspace and marker of a Dify, so one is sent only where there are none yet,
 * and only on a cluster that is thrown away with the run.
 * @param step of `GET /console/api/setup`.
 */
export function setUpCourse(ownCluster: boolean, step: 'not_started' | 'finished'): SetUpCourse {
  if (step === 'finished') return 'use-account';
  return ownCluster ? 'set-up' : 'ask-a-person';
}

const SET_UP_PATH = /^\/console\/api\/(setup|init)\/?$/;

/** Paths that a page may not write to without a permit, for Playwright's `context.route`. */
export const SET_UP_URL = /\/console\/api\/(setup|init)\/?(\?.*)?$/;

/** Reading the state is always allowed. */
const isRead = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());

/** @returns whether this call would set something up. */
export function isSetUp(method: string, url: string): boolean {
  // A path may be written with escapes or doubled slashes; the API would read it as the plain one.
  const path = decodeURIComponent(new URL(url).pathname).replaceAll(/\/{2,}/g, '/');
  return !isRead(method) && SET_UP_PATH.test(path);
}

/** Holds back every set-up, whoever wants to send it, but while the one check does its work for which it was granted. */
export class SetUpPermit {
  readonly #ownCluster: boolean;
  #granted = false;

  constructor({ ownCluster }: Pick<Environment, 'ownCluster'>) {
    this.#ownCluster = ownCluster;
  }

  /** Decides what to do, and grants the set-up if that is it. The grant ends with `revoke`. */
  decide(step: 'not_started' | 'finished'): SetUpCourse {
    const course = setUpCourse(this.#ownCluster, step);
    this.#granted = course === 'set-up';
    return course;
  }

  revoke(): void {
    this.#granted = false;
  }

  forbids(method: string, url: string): boolean {
    return !this.#granted && isSetUp(method, url);
  }
}

/** The way from outside that all checks use; it sends no set-up without a permit. */
export class CarefulClient extends IngressClient {
  readonly #permit: SetUpPermit;

  constructor(env: Pick<Environment, 'ingress'>, hosts: readonly string[], permit: SetUpPermit) {
    super(env.ingress, hosts);
    this.#permit = permit;
  }

  /** @throws HarnessError `SETUP_FORBIDDEN`, before anything is sent. */
  override async request(url: string, options: RequestOptions = {}): ReturnType<IngressClient['request']> {
    const { method = 'GET' } = options;
    if (!this.#permit.forbids(method, url)) return super.request(url, options);
    throw new HarnessError({
      code: 'SETUP_FORBIDDEN',
      message: `a check wanted to send ${method} ${url} without a permit: a failed set-up deletes all accounts of a Dify`,
      hint: 'set the instance up by hand, and give its account to the run',
    });
  }
}
