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
