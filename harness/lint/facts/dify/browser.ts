import { type ContainerEnvironment, isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { isInnerHost } from './inner-host.ts';
import { pairsIn, partIn, textOf } from './settings.ts';

/** @returns the text as a URL; undefined if it is not one or not known before deployment. */
export function urlFrom(text: string | undefined): URL | undefined {
  if (!text || isSymbolic(text) || !/^https?:\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** @returns the text as a URL that a browser could reach; undefined also for a name that only pods resolve. */
export function publicUrlFrom(input: LintInput, text: string | undefined): URL | undefined {
  const url = urlFrom(text);
  const namespace = partIn(input, 'api')?.workload.entry.object.metadata.namespace;
  return url && isInnerHost(input, url.hostname, namespace) ? undefined : url;
}

/** The addresses at which a browser reaches console and API. */
export interface BrowserView {
  /** Page of the console: the API's `CONSOLE_WEB_URL`, otherwise the host from the config. */
  readonly page: URL;
  /** What the page calls: the web server's `CONSOLE_API_URL`; the page's own host if that is empty. */
  readonly api: URL;
  /** The two workloads. */
  readonly server: ContainerEnvironment;
  readonly web: ContainerEnvironment;
}

/** @returns how API and web of the set are seen, each workload once; none whose addresses are not public ones that the files tell. */
export const browserViews = (input: LintInput): BrowserView[] =>
  pairsIn(input, 'api', 'web').flatMap(([api, web]) => (api && web ? (browserView(input, api, web) ?? []) : []));

function browserView(
  input: LintInput,
  server: ContainerEnvironment,
  web: ContainerEnvironment,
): BrowserView | undefined {
  const written = textOf(server, 'CONSOLE_WEB_URL');
  const called = web.variables.get('CONSOLE_API_URL')?.value;
  const page = publicUrlFrom(input, written ?? `http://${input.expected.hosts.web}`);
  const target = called === '' ? page : publicUrlFrom(input, called);
  return page && target ? { page, api: target, server, web } : undefined;
}

/** @returns whether cookies of the domain are sent to the host (RFC 6265, 5.1.3). */
export const coversHost = (domain: string, host: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** @returns the longest common parent domain of two hosts with at least two labels, or undefined. */
export function commonParent(a: string, b: string): string | undefined {
  const labels = a.split('.');
  const parents = labels.map((_, index) => labels.slice(index).join('.'));
  return parents.find((parent) => parent.includes('.') && coversHost(parent, b));
}
