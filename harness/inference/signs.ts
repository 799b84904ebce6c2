import type { DifyPart } from './components.ts';
import { type SeenContainer, textIn } from './seen.ts';

/** How a part gives itself away where its image has another name. */
interface Signs {
  /** Within the name of its workload or container. */
  readonly name: RegExp;
  /** What it listens on (Dify, docker/docker-compose.yaml). */
  readonly port: number | undefined;
  /** Variables that only it reads; two of them count as a sign. */
  readonly variables: readonly string[];
}

const SIGNS: Readonly<Record<Exclude<DifyPart, 'worker'>, Signs>> = {
  api: {
    name: /(^|[-_])(api|backend|server)([-_]|$)/,
    port: 5001,
    variables: ['SECRET_KEY', 'CODE_EXECUTION_ENDPOINT', 'VECTOR_STORE', 'STORAGE_TYPE', 'CELERY_BROKER_URL'],
  },
  web: {
    name: /(^|[-_])(web|frontend|ui|console)([-_]|$)/,
    port: 3000,
    variables: ['CONSOLE_API_URL', 'APP_API_URL', 'MARKETPLACE_API_URL', 'TEXT_GENERATION_TIMEOUT_MS', 'PM2_INSTANCES'],
  },
  sandbox: {
    name: /sandbox/,
    port: 8194,
    variables: ['API_KEY', 'GIN_MODE', 'WORKER_TIMEOUT', 'ENABLE_NETWORK', 'SANDBOX_PORT'],
  },
  'plugin-daemon': {
    name: /plugin/,
    port: 5002,
    variables: ['SERVER_KEY', 'DIFY_INNER_API_KEY', 'DIFY_INNER_API_URL', 'PLUGIN_WORKING_PATH', 'PPROF_ENABLED'],
  },
  'ssrf-proxy': { name: /ssrf|squid/, port: 3128, variables: ['COREDUMP_DIR', 'REVERSE_PROXY_PORT', 'SANDBOX_HOST'] },
};

/**
 * @returns the one part for which at least two kinds of signs speak (name, port, environment), with the signs; `worker` is
 * told from `api` elsewhere. Undefined where none or several fit.
 */
export function componentOfSigns(seen: SeenContainer): { part: DifyPart; signs: string[] } | undefined {
  const found = (Object.keys(SIGNS) as (keyof typeof SIGNS)[])
    .map((part) => ({ part, signs: signsOf(part, seen) }))
    .filter(({ signs }) => signs.length >= 2)
    .sort((a, b) => b.signs.length - a.signs.length);
  const [best, second] = found;
  return best && best.signs.length !== second?.signs.length ? best : undefined;
}

function signsOf(part: keyof typeof SIGNS, seen: SeenContainer): string[] {
  const { name, port, variables } = SIGNS[part];
  const { container } = seen.placed;
  const names = [container.name, seen.workload.entry.object.metadata.name];
  const read = variables.filter((variable) => seen.variables.has(variable));
  const backend = part === 'api' && runsBackend(seen);
  return [
    ...(names.some((one) => name.test(one)) ? ['its name'] : []),
    ...(port !== undefined && container.ports?.some(({ containerPort }) => containerPort === port)
      ? [`port ${port}`]
      : []),
    ...(read.length >= 2 ? [read.slice(0, 3).join(', ')] : []),
    ...(backend ? [backend] : []),
  ];
}

/** What starts only Dify's API image: its `MODE`, or the Celery application of it. */
function runsBackend(seen: SeenContainer): string | false {
  const mode = textIn(seen, 'MODE');
  if (mode !== undefined && ['api', 'worker', 'beat'].includes(mode)) return `MODE ${mode}`;
  return /\b(app|celery_entrypoint)\.celery\b|\bapp:app\b/.test(commandOf(seen)) ? 'its command' : false;
}

/** @returns command and arguments as one text. */
export const commandOf = ({ placed: { container } }: SeenContainer): string =>
  [...(container.command ?? []), ...(container.args ?? [])].join(' ');
