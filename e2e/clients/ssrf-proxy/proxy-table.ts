import type { Environment, Kube } from '../../../harness/index.ts';
import { execInPod, readyPodOf, workloadOf } from '../../../harness/index.ts';
import type { InPod, PodHttp } from '../cluster/pod-http.ts';
import { runProgramAsUserCode } from '../sandbox/user-code.ts';
import type { ProxyRow } from './proxy-rows.ts';
import { type ProxyRequest, type Ruling, readSquidRules } from './squid-conf.ts';

/** What `e2e/programs/proxy_table.py` prints for one target. */
export interface ProxyAnswer {
  readonly reached: boolean;
  readonly status: number;
  readonly error: string;
  readonly via: string;
  readonly reason: string;
}

export interface Asked {
  readonly row: ProxyRow;
  readonly ruling: Ruling;
  readonly answer: ProxyAnswer;
}

type Fixtures = { env: Environment; kube: Kube; inPod: InPod; podHttp: PodHttp };

/** Who makes the request: the API with its own settings, or user code with those of the sandbox. */
export const CALLERS = {
  api: 'the API',
  sandbox: 'code in the sandbox',
} as const;
export type Caller = keyof typeof CALLERS;

/** Sends all rows through the proxy at once. @returns each with the response and with what the proxy's own configuration says. */
export async function askProxy(fixtures: Fixtures, caller: Caller, rows: readonly ProxyRow[]): Promise<Asked[]> {
  const requests = rows.map(({ method, target }) => ({ method, target }));
  const [rules, client, addresses, answers] = await Promise.all([
    deployedRules(fixtures),
    readyPodOf(fixtures.kube, workloadOf(fixtures.env.config, caller)).then(({ status }) => status?.podIP ?? ''),
    addressesOf(fixtures, rows),
    caller === 'api'
      ? fixtures.inPod<ProxyAnswer[]>('api', 'proxy_table.py', { proxy: 'SSRF_PROXY_HTTP_URL', requests })
      : runProgramAsUserCode<ProxyAnswer[]>(fixtures.podHttp, 'proxy_table.py', { proxy: 'HTTP_PROXY', requests }),
  ]);
  return rows.map((row, index) => ({
    row,
    ruling: rules({ ...placeOf(row), client, addresses: addresses[placeOf(row).host]?.addresses ?? [] }),
    answer: answers[index] ?? { reached: false, status: 0, error: '', via: '', reason: 'it was not requested' },
  }));
}

/** Squid itself denied it: squid's own 403, not the target's. */
export const isDenied = ({ status, error }: ProxyAnswer): boolean =>
  status === 403 && error.startsWith('ERR_ACCESS_DENIED');

/** The outcome of a request, in words. No response in time means that the proxy is trying to reach the target. */
export function outcomeOf(answer: ProxyAnswer): string {
  if (!answer.reached) return `the proxy can't be reached (${answer.reason})`;
  if (isDenied(answer)) return 'denied';
  const end = answer.error || (answer.status ? `HTTP ${answer.status}` : answer.reason);
  return `allowed (${end})`;
}

export const nameOfRow = ({ what, method, target }: ProxyRow): string => `${what}, ${method} ${target}`;

/** @returns host and port of a row's target. */
function placeOf({ method, target }: ProxyRow): Pick<ProxyRequest, 'host' | 'port' | 'method'> {
  const { hostname, port } = new URL(method === 'CONNECT' ? `http://${target}` : target);
  return { method, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 80 };
}

/** The rules of the configuration in the proxy's container, which its entrypoint may have written. */
export async function deployedRules({
  env,
  kube,
}: Pick<Fixtures, 'env' | 'kube'>): Promise<(request: ProxyRequest) => Ruling> {
  const proxy = workloadOf(env.config, 'ssrf-proxy');
  const read = async (path: string): Promise<string> => {
    // The pattern is a separate argument: the shell expands it, but doesn't execute it.
    const { exitCode, stdout } = await execInPod(kube, proxy, ['sh', '-c', 'cat $1', 'sh', path]);
    return exitCode === 0 ? stdout : '';
  };
  const main = await read('/etc/squid/squid.conf');
  if (!main) return () => ({ allowed: undefined, by: 'squid.conf could not be read' });
  const lines = main.split('\n').map((line) => {
    const included = /^\s*include\s+(\S+)/.exec(line)?.[1];
    return included ? read(included) : line;
  });
  return readSquidRules((await Promise.all(lines)).join('\n'));
}

/** As the API pod resolves them: the proxy uses the same cluster DNS. */
function addressesOf({ inPod }: Fixtures, rows: readonly ProxyRow[]) {
  const names = [...new Set(rows.map((row) => placeOf(row).host))];
  return inPod<Record<string, { addresses: string[] }>>('api', 'resolve_names.py', { names });
}
