import { answeredBy, brief, type Config, hasPart, type PartName } from '../../../harness/index.ts';
import type { PodAnswer, PodHttp } from './pod-http.ts';

/** A call that a container of Dify makes to a part, by a variable of its own. */
export interface ConfiguredCall {
  readonly from: PartName;
  /** The variable of the calling container that has the URL. */
  readonly variable: string;
  readonly path: string;
  /** What Dify calls without the variable (api/configs, docker/.env.example); undefined: then it makes no such call. */
  readonly otherwise?: string;
}

/** A part that others call, the variables with its address, and how it is recognized. */
export interface Called {
  readonly part: PartName;
  readonly calls: readonly ConfiguredCall[];
  isRight(answer: PodAnswer): boolean;
}

const BACKENDS = ['api', 'worker'] as const;

const fromBackends = (call: Omit<ConfiguredCall, 'from'>): ConfiguredCall[] =>
  BACKENDS.map((from) => ({ ...call, from }));

export const SANDBOX: Called = {
  part: 'sandbox',
  calls: fromBackends({ variable: 'CODE_EXECUTION_ENDPOINT', path: '/health', otherwise: 'http://sandbox:8194' }),
  isRight: ({ status, body }) => status === 200 && body.trim() === '"ok"',
};

export const PLUGIN_DAEMON: Called = {
  part: 'plugin-daemon',
  calls: fromBackends({ variable: 'PLUGIN_DAEMON_URL', path: '/health/check', otherwise: 'http://localhost:5002' }),
  isRight: ({ status, body }) => status === 200 && body.includes('"pool_status"'),
};

export const SSRF_PROXY: Called = {
  part: 'ssrf-proxy',
  calls: [
    ...fromBackends({ variable: 'SSRF_PROXY_HTTP_URL', path: '/' }),
    ...fromBackends({ variable: 'SSRF_PROXY_HTTPS_URL', path: '/' }),
    { from: 'sandbox', variable: 'HTTP_PROXY', path: '/' },
    { from: 'sandbox', variable: 'HTTPS_PROXY', path: '/' },
  ],
  isRight: ({ headers }) => headers.server?.startsWith('squid') ?? false,
};

export const API: Called = {
  part: 'api',
  calls: [
    ...fromBackends({ variable: 'INTERNAL_FILES_URL', path: '/health' }),
    { from: 'plugin-daemon', variable: 'DIFY_INNER_API_URL', path: '/health', otherwise: 'http://localhost:5001' },
  ],
  isRight: (answer) => answeredBy({ ...answer, setCookies: [] }) === 'api' && answer.status === 200,
};

/** Makes every call that the parts of the set are configured for. @returns what is wrong, all of it. */
export async function wrongCalls(
  { calls, isRight }: Called,
  config: Config,
  podHttp: PodHttp,
  note: (text: string) => void,
): Promise<string[]> {
  const mine = calls.filter(({ from }) => hasPart(config, from));
  const asked = await Promise.all(
    mine.map(async (call) => ({ call, answer: await podHttp(call.from, `\${${call.variable}}${call.path}`) })),
  );
  const problems: string[] = [];
  for (const { call, answer } of asked) {
    const { from, variable } = call;
    if (isRight(answer)) note(`${from}: ${variable} answers in ${answer.elapsedMs} ms`);
    else if (answer.unset === undefined)
      problems.push(`${from}: ${variable} is not answered by the right service: ${brief(answer)}`);
    else problems.push(...(await without(call)));
  }
  return problems;

  /** A worker needs the same address as the API; otherwise Dify's own default must be right, if it has one. */
  async function without({ from, variable, path, otherwise }: ConfiguredCall): Promise<string[]> {
    const having = asked.find(({ call, answer }) => call.variable === variable && answer.unset === undefined);
    if (having) return [`${from}: ${variable} is not set, although ${having.call.from} has it`];
    if (otherwise === undefined) {
      note(`${from}: ${variable} is not set, so it makes no such call`);
      return [];
    }
    const answer = await podHttp(from, `${otherwise}${path}`);
    if (!isRight(answer))
      return [`${from}: ${variable} is not set, and Dify's default ${otherwise} is not the right service`];
    note(`${from}: ${variable} is not set, and Dify's default ${otherwise} is right`);
    return [];
  }
}
