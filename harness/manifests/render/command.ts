import { HarnessError, UsageError } from '../../core/errors.ts';
import { shown } from '../../lib/text/index.ts';
import { command } from '../../provision/exec/command.ts';
import { programsNamed } from '../../provision/exec/find.ts';
import type { RenderOptions } from './renderer.ts';

/** Charts with hundreds of objects take seconds; what takes longer waits for something. */
const TIMEOUT_MS = 60_000;

/**
 * Rendering must neither fetch anything (what is deployed would depend on the day) nor ask a cluster. Port 9 is `discard`:
 * nothing listens there.
 */
const NOWHERE = 'http://127.0.0.1:9';
const OFFLINE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [
      [name, NOWHERE],
      [name.toLowerCase(), NOWHERE],
    ]),
  ),
  NO_PROXY: '',
  no_proxy: '',
  GIT_ALLOW_PROTOCOL: 'file',
  GIT_TERMINAL_PROMPT: '0',
  KUBECONFIG: '/dev/null',
};

/** A program that renders, and how it is called. */
export interface RenderTool {
  /** What `PATH` is searched for. */
  readonly program: string;
  readonly args: readonly string[];
}

/** @returns the first of the tools that is installed, with its absolute path; undefined where there is none. */
export async function installed(
  tools: readonly RenderTool[],
  { env = process.env }: RenderOptions,
): Promise<(RenderTool & { readonly path: string }) | undefined> {
  for (const tool of tools) {
    const [path] = await programsNamed(tool.program, env.PATH ?? '');
    if (path !== undefined) return { ...tool, path };
  }
  return undefined;
}

/**
 * @returns what the program prints.
 * @throws UsageError `RENDER_FAILED` with the end of what it said.
 */
export async function render(
  root: string,
  tool: RenderTool & { readonly path: string },
  { signal }: RenderOptions,
): Promise<string> {
  try {
    const options = { env: OFFLINE, timeoutMs: TIMEOUT_MS, ...(signal && { signal }) };
    return (await command(tool.path, tool.args, options)).stdout;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    throw new UsageError({
      code: 'RENDER_FAILED',
      message: `${tool.program} can't render ${shown(root)}: ${error.message}`,
      ...adviceFor(root, tool, `${error.message} ${error.details.join(' ')}`),
      details: error.details,
      cause: error,
    });
  }
}

/** Helm names subcharts that are not there; fetching them is up to whoever trusts the place that they come from. */
function adviceFor(root: string, tool: RenderTool, said: string): { likely: string; hint: string } {
  if (/missing in charts\/ directory|You may need to run .*helm dependency/.test(said)) {
    return { likely: 'its subcharts were not fetched', hint: `helm dependency build ${shown(root)}` };
  }
  return {
    likely: 'it needs something from the network (remote bases, chart dependencies), or it has an error',
    hint: `make this command work first: ${typed(tool)}`,
  };
}

/** @returns the command as a person types it. */
export const typed = ({ program, args }: RenderTool): string =>
  [program, ...args]
    .map((word) => (/^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');

/** What there is to do where no program can render the folder. */
export function missing(root: string, what: string, tools: readonly RenderTool[], install: string): UsageError {
  const [first] = tools;
  return new UsageError({
    code: 'RENDERER_MISSING',
    message: `${shown(root)} is ${what}, and ${tools.map(({ program }) => program).join(' or ')} is not installed to render it`,
    details: [install],
    hint: `install it, or render elsewhere and set manifests.path to the result: ${first ? typed(first) : ''} > rendered/all.yaml`,
  });
}
