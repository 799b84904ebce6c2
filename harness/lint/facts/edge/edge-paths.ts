import { type Program, programsOf } from '../dify/programs.ts';
import type { LintInput } from '../input/input.ts';
import { ownRelease } from '../release/own-release.ts';

/** A location that the edge of Dify must have. */
export interface EdgePath {
  /** As Dify's own nginx has it: `/console/api`, `/e/`, `/`. */
  readonly location: string;
  /** A request to it. */
  readonly path: string;
  readonly to: Program;
  /** What does not work without it. */
  readonly what: string;
}

const WHAT: Readonly<Record<string, string>> = {
  '/': 'the pages',
  '/console/api': 'the console',
  '/api': 'published apps',
  '/v1': 'the service API',
  '/files': 'images and uploads',
  '/e/': 'plugin endpoints',
  '/mcp': 'MCP servers',
  '/triggers': 'webhooks and triggers',
  '/socket.io/': 'working on an app together',
  '/openapi': 'the OpenAPI of apps',
};

/** Services of Dify's Compose file that the edge routes to. */
const PROGRAMS: Readonly<Record<string, Program>> = { api: 'api', web: 'web', plugin_daemon: 'plugin-daemon' };

/**
 * @returns the locations of the nginx of the set's release that a part of the set answers; of an unknown release those that
 *   the oldest one has. What a service answers that starts on request only (`api_websocket`) is left to `--target`.
 */
export function edgePaths(input: LintInput): EdgePath[] {
  const there = new Set(programsOf(input).map(({ program }) => program));
  return Object.entries(ownRelease(input).routes).flatMap(([location, target]) => {
    const to = PROGRAMS[target.split(':')[0] ?? ''];
    const isPage = to === 'web' && location !== '/';
    if (!to || isPage || !there.has(to)) return [];
    return [{ location, path: requestTo(location), to, what: WHAT[location] ?? location }];
  });
}

const requestTo = (location: string): string =>
  location === '/' ? '/apps' : location === '/console/api' ? '/console/api/ping' : `${location.replace(/\/$/, '')}/x`;
