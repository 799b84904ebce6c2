import { HarnessError } from '../../core/errors.ts';
import { findChromium, installChromium } from './chromium.ts';
import { createDownloader } from './download.ts';
import { type Found, firstAccepted, programsNamed, type Rejected, type ResolvedTool } from './find.ts';
import { build, download, fromCache, fromWheel, type ObtainContext, releaseHere } from './obtain.ts';
import { TOOLS, type ToolName, type ToolPin } from './versions.ts';

export interface ToolOptions extends Partial<Omit<ObtainContext, 'go' | 'python' | 'cacheDir'>> {
  readonly cacheDir: string;
  /** Source of `PATH` and `CHROME_PATH`; default: the process's environment. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Tools {
  /** Searches `PATH` and the cache; downloads, builds and changes nothing. */
  find(name: ToolName): Promise<Found>;
  /**
   * `PATH` → cache → pinned download (Chromium: Playwright's own) → wheel → build. Each tool is resolved once per run, even if requested concurrently.
   * @throws HarnessError `TOOL_MISSING` with the command to run, or the error of the build.
   */
  resolve(name: ToolName): Promise<ResolvedTool>;
}

/** @returns the resolver of the programs that a run starts. */
export function createTools(options: ToolOptions): Tools {
  const { env = process.env, downloader = createDownloader(), ...rest } = options;
  const resolved = new Map<ToolName, Promise<ResolvedTool>>();
  const pathOf = async (name: ToolName): Promise<string> => (await tools.resolve(name)).path;
  const context: ObtainContext = { ...rest, downloader, go: () => pathOf('go'), python: () => pathOf('python3') };
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
  if (found.tool) return found.tool;
  const failures: string[] = [];
  const onFailure = (failed: ToolName, reason: string): void => void failures.push(`${failed}: ${reason}`);
  const tool = await obtained(name, { ...context, onFailure }, env).catch((error: unknown) => {
    // What lacks is the tool: Go is only one way to get it.
    const lacksGo = name !== 'go' && error instanceof HarnessError && error.code === 'TOOL_MISSING';
    throw lacksGo ? missingTool(pin, found.rejected, [...failures, 'no Go to build it with']) : error;
  });
  if (tool) return tool;
  throw missingTool(pin, found.rejected, failures);
}

async function obtained(
  name: ToolName,
  context: ObtainContext,
  env: NodeJS.ProcessEnv,
): Promise<ResolvedTool | undefined> {
  if (name === 'chromium') return await installChromium(env, context);
  const pin = TOOLS[name];
  return (await download(pin, context)) ?? (await fromWheel(pin, context)) ?? (await build(pin, context));
}

/** @returns the error for a tool that is neither available nor can be built, with the command that fixes it. */
export function missingTool(
  pin: ToolPin,
  rejected: readonly Rejected[],
  failures: readonly string[] = [],
): HarnessError {
  return new HarnessError({
    code: 'TOOL_MISSING',
    message: `${pin.name} ${pin.range} is required but not installed`,
    ...(rejected.length > 0
      ? { likely: 'a program of that name is installed, but its version does not match' }
      : failures.length > 0 && {
          likely: 'it could not be downloaded: tools.mirror in the config names another server',
        }),
    hint: fixForTool(pin),
    details: [...rejected.map(({ path, version }) => `${path}: ${version ?? 'does not start'}`), ...failures],
  });
}

/** @returns the command that installs the tool. */
export function fixForTool(pin: ToolPin): string {
  if (pin.name === 'go') return GO_HINT;
  if (pin.name === 'chromium' && process.getuid?.() !== 0) return 'npx playwright install chromium';
  if (pin.apt) return `apt-get install -y --no-install-recommends ${pin.apt}`;
  const file = releaseHere(pin);
  if (!file) return `GOBIN=/usr/local/bin go install ${pin.goPackage}@v${pin.version}`;
  const bin = '~/.local/bin';
  if (file.member === undefined) return `curl -fLo ${bin}/${pin.name} ${file.url} && chmod +x ${bin}/${pin.name}`;
  return `curl -fL ${file.url} | tar -xzC ${bin} --strip-components=1 ${file.member}`;
}

/** From 1.21 on, Go downloads a newer toolchain from the Go module proxy if GOTOOLCHAIN requires it. */
const GO_HINT = 'apt-get install -y golang-go, and if that is 1.21 to 1.24: export GOTOOLCHAIN=go1.25.0+auto';
