import { HarnessError } from '../../core/errors.ts';
import { findChromium } from './chromium.ts';
import { createDownloader } from './download.ts';
import { type Found, firstAccepted, programsNamed, type Rejected, type ResolvedTool } from './find.ts';
import { build, download, fromCache, type ObtainContext } from './obtain.ts';
import { TOOLS, type ToolName, type ToolPin } from './versions.ts';

export interface ToolOptions extends Partial<Omit<ObtainContext, 'go' | 'cacheDir'>> {
  readonly cacheDir: string;
  /** Source of `PATH` and `CHROME_PATH`; default: the process's environment. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Tools {
  /** Searches `PATH` and the cache; downloads, builds and changes nothing. */
  find(name: ToolName): Promise<Found>;
  /**
   * `PATH` → cache → pinned download → build. Each tool is resolved once per run, even if requested concurrently.
   * @throws HarnessError `TOOL_MISSING` with the command to run, or the error of the build.
   */
  resolve(name: ToolName): Promise<ResolvedTool>;
}

/** @returns the resolver of the programs that a run starts. */
export function createTools(options: ToolOptions): Tools {
  const { env = process.env, downloader = createDownloader(), ...rest } = options;
  const resolved = new Map<ToolName, Promise<ResolvedTool>>();
  const context: ObtainContext = { ...rest, downloader, go: async () => (await tools.resolve('go')).path };
  const tools: Tools = {
    find: (name) => look(name, context, env),
    resolve(name) {
      const known = resolved.get(name);
      if (known) return known;
      const pending = obtain(name, context, env);
      resolved.set(name, pending);
      // Failures are not cached: the user may install what is missing.
      pending.catch(() => resolved.delete(name));
      return pending;
    },
  };
  return tools;
}

async function look(name: ToolName, context: ObtainContext, env: NodeJS.ProcessEnv): Promise<Found> {
  const { signal } = context;
  const pin = TOOLS[name];
  if (name === 'chromium') return await findChromium(env, signal);
  const paths = await Promise.all(pin.programs.map((program) => programsNamed(program, env.PATH)));
  const found = await firstAccepted(pin, paths.flat(), 'PATH', signal);
  if (found.tool) return found;
  const cached = await fromCache(pin, context);
  return cached ? { tool: cached, rejected: found.rejected } : found;
}

async function obtain(name: ToolName, context: ObtainContext, env: NodeJS.ProcessEnv): Promise<ResolvedTool> {
  const pin = TOOLS[name];
  const found = await look(name, context, env);
  const tool = found.tool ?? (await download(pin, context)) ?? (await build(pin, context));
  if (tool) return tool;
  throw missingTool(pin, found.rejected);
}

/** @returns the error for a tool that is neither available nor can be built, with the command that fixes it. */
export function missingTool(pin: ToolPin, rejected: readonly Rejected[]): HarnessError {
  return new HarnessError({
    code: 'TOOL_MISSING',
    message: `${pin.name} ${pin.range} is required but not installed`,
    ...(rejected.length > 0 && { likely: 'a program of that name is installed, but its version does not match' }),
    hint: fixForTool(pin),
    details: rejected.map(({ path, version }) => `${path}: ${version ?? 'does not start'}`),
  });
}

/** @returns the command that installs the tool. */
export function fixForTool(pin: ToolPin): string {
  if (pin.name === 'go') return GO_HINT;
  if (pin.apt) return `apt-get install -y --no-install-recommends ${pin.apt}`;
  if (pin.goPackage) return `GOBIN=/usr/local/bin go install ${pin.goPackage}@v${pin.version}`;
  const url = `https://dl.k8s.io/release/v${pin.version}/bin/linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}/kubectl`;
  return `curl -fLo /usr/local/bin/kubectl ${url} && chmod +x /usr/local/bin/kubectl`;
}

/** From 1.21 on, Go downloads a newer toolchain from the Go module proxy if GOTOOLCHAIN requires it. */
const GO_HINT = 'apt-get install -y golang-go, and if that is 1.21 to 1.24: export GOTOOLCHAIN=go1.25.0+auto';
