import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { BROKEN } from '../../lib/compose/testing/broken-projects.ts';
import { generatedProject } from '../../lib/compose/testing/generated-projects.ts';
import { NASTY } from '../../lib/compose/testing/nasty-projects.ts';
import { type TestProject, writeProject } from '../../lib/compose/testing/projects.ts';
import { type Compared, compareAll, composeGo } from './compose-go.ts';

const FIXTURE = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'compose', 'docker-compose.yaml');
/** Every seed gives other projects; one for all runs, so that a change alone makes the difference. */
const SEED = 1;
const PROJECTS = 150;
/** Docker compose refuses some, mostly for ports that are there twice. */
const LEAST_ACCEPTED = 110;
const BUILD_MS = 12 * 60_000;
const BATCH_MS = 120_000;

/** Values of the secrets that the fixture's Compose file requires. */
const SECRETS = Object.fromEntries(
  [
    ...['SECRET_KEY', 'INIT_PASSWORD', 'DB_PASSWORD', 'REDIS_PASSWORD', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'],
    ...['MILVUS_PASSWORD', 'SANDBOX_API_KEY', 'PLUGIN_DAEMON_KEY', 'PLUGIN_DIFY_INNER_API_KEY'],
  ].map((name) => [name, `value of ${name}`]),
);

const named = (projects: object, results: readonly Compared[], side: 'ours' | 'theirs') =>
  Object.fromEntries(Object.keys(projects).map((name, index) => [name, results[index]?.[side]]));

describe('as compose-go resolves it', () => {
  let go: Awaited<ReturnType<typeof composeGo>>;

  beforeAll(async () => {
    go = await composeGo();
    if ('reason' in go) process.stderr.write(`comparison with compose-go skipped: ${go.reason}\n`);
  }, BUILD_MS);

  const compared = async (projects: readonly TestProject[], skip: (reason: string) => void): Promise<Compared[]> => {
    if ('reason' in go) {
      skip(go.reason);
      return [];
    }
    const written = projects.map(async (project) => ({ main: await writeProject(project), options: project.options }));
    return await compareAll(go.program, await Promise.all(written));
  };

  test('generated projects', { timeout: BATCH_MS }, async ({ skip }) => {
    const results = await compared(fc.sample(generatedProject, { seed: SEED, numRuns: PROJECTS }), skip);
    const accepted = results.filter(({ theirs }) => theirs.error === undefined);
    for (const { main, ours, theirs } of accepted) expect(ours, main).toEqual(theirs);
    expect(accepted.length).toBeGreaterThanOrEqual(LEAST_ACCEPTED);
  });

  test('what is easily read wrongly', { timeout: BATCH_MS }, async ({ skip }) => {
    const results = await compared(Object.values(NASTY), skip);
    expect(results.filter(({ theirs }) => theirs.error !== undefined)).toEqual([]);
    expect(named(NASTY, results, 'ours')).toEqual(named(NASTY, results, 'theirs'));
  });

  test('what is broken', { timeout: BATCH_MS }, async ({ skip }) => {
    const results = await compared(Object.values(BROKEN), skip);
    const accepted = (side: 'ours' | 'theirs') =>
      Object.keys(BROKEN).filter((_, index) => results[index]?.[side].error === undefined);
    expect({ theirs: accepted('theirs'), ours: accepted('ours') }).toEqual({ theirs: [], ours: [] });
  });

  test('the fixture deployment', { timeout: BATCH_MS }, async ({ skip }) => {
    if ('reason' in go) return skip(go.reason);
    const [result] = await compareAll(go.program, [{ main: FIXTURE, options: { environment: SECRETS } }]);
    expect(result?.ours).toEqual(result?.theirs);
    expect(Object.keys(result?.ours.services ?? {})).toHaveLength(6);
  });
});
