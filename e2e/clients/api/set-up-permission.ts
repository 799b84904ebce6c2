import { type Environment, HarnessError, IngressClient, type RequestOptions } from '../../../harness/index.ts';

/** What a check may do about the first setup, decided before anything is sent. */
export type SetUpCourse =
  /** Create the administrator: the cluster is this run's own, and its console is empty. */
  | 'set-up'
  /** Sign in with the given account, and send no setup. */
  | 'use-account'
  /** Neither: someone has to set up the instance. */
  | 'ask-a-person';

/**
 * A setup that fails half-way deletes every account, workspace and marker of a Dify, so it is sent only where there are none yet,
 * and only on a cluster that is thrown away with the run.
 * @param step from `GET /console/api/setup`.
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
  // The API normalizes escapes and doubled slashes in a path.
  const path = decodeURIComponent(new URL(url).pathname).replaceAll(/\/{2,}/g, '/');
  return !isRead(method) && SET_UP_PATH.test(path);
}

/** Blocks every setup, except while the one check that was granted it runs. */
export class SetUpPermit {
  readonly #ownCluster: boolean;
  #granted = false;

  constructor({ ownCluster }: Pick<Environment, 'ownCluster'>) {
    this.#ownCluster = ownCluster;
  }

  /** Decides what to do, and grants the setup if that is the decision, until `revoke`. */
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

/** The HTTP client that all checks use from outside; it sends no setup without a permit. */
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
      message: `a check tried to send ${method} ${url} without a permit: a failed setup deletes all accounts of a Dify`,
      hint: 'set up the instance by hand, and pass its account to the run',
    });
  }
}
