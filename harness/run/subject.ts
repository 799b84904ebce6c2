import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { relative } from 'node:path';
import { hostsOf } from '../core/config/index.ts';
import type { Subject } from '../core/model/run.ts';
import { command } from '../provision/exec/index.ts';
import type { Session } from './session.ts';

/** @returns what the report says was verified; `more` contains what only a running environment knows. */
export async function subjectOf(session: Session, more: Partial<Subject> = {}): Promise<Subject> {
  const { config, setTitle } = session;
  const git = await gitState();
  return {
    manifests: relative(process.cwd(), session.manifestsPath) || '.',
    manifestsDigest: session.set.digest,
    ...(setTitle === undefined ? {} : { variant: setTitle }),
    namespace: config.manifests.namespace,
    hosts: hostsOf(config),
    difyVersion: config.dify.version,
    cluster: 'none',
    tools: {},
    ...(git ? { git } : {}),
    config: configOf(session.loaded.file),
    startedBy: startedBy(process.env),
    ...more,
  };
}

/** Commit of the working directory, with a mark if files differ; undefined outside a checkout. */
async function gitState(): Promise<string | undefined> {
  try {
    const { stdout } = await command('git', ['describe', '--always', '--dirty', '--abbrev=12'], { timeoutMs: 5000 });
    return stdout.trim();
  } catch {
    return undefined; // not a checkout, or no git: the report omits the line
  }
}

function configOf(file: string): { file: string; digest: string } {
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  return { file: relative(process.cwd(), file), digest: `sha256:${digest}` };
}

/** CI systems name who pushed or pressed the button; elsewhere it is whoever is logged in. */
export function startedBy(environment: NodeJS.ProcessEnv): string {
  const { GITHUB_ACTOR: github, GITLAB_USER_LOGIN: gitlab, BUILD_USER_ID: jenkins } = environment;
  return github || gitlab || jenkins || `${accountName()}@${hostname()}`;
}

/** An account without an entry in the user database has no name, such as one of a container. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
