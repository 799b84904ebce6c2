/** Processes and host programs. */
export { type CommandOptions, type CommandResult, command } from './command.ts';
export { createDownloader, type Downloader } from './download.ts';
export type { Found, Rejected, ResolvedTool } from './find.ts';
export { goEnvironment, goInstall, goQueue } from './go.ts';
export { type ByteSource, stream } from './stream.ts';
export { createTools, fixForTool, type ToolOptions, type Tools } from './tools.ts';
export { TOOLS, type ToolName, type ToolPin } from './versions.ts';
