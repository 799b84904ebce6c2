import { chmod, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { createTools } from '../exec/index.ts';
import { assertReady, diagnose } from './doctor.ts';

beforeEach(() => {
  // What is asked of an ordinary user, not what root could repair.
  if (process.getuid) vi.spyOn(process, 'getuid').mockReturnValue(1000);
  return () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  };
});

const GOOD = { ServerVersion: '28.2.2', Driver: 'overlay2', CgroupVersion: '2', NCPU: 4, MemTotal: 16 * 1024 ** 3 };
/** What client 28.2 prints beside the error where no engine answers: everything is empty. */
const EMPTY = { ServerVersion: '', Driver: '' };

/** A Docker client that answers `docker info` so. */
const client = (answer: object, error = ''): string => `#!/bin/sh
[ "$1" = info ] || exit 1
printf '%s' '${JSON.stringify(answer)}'
[ -z '${error}' ] || { echo '${error}' >&2; exit 1; }
`;

// The errors are those of client 28.2, seen with an engine that is down and with a user outside of the docker group.
test.each<[machine: string, docker: string | undefined, typed: RegExp]>([
  ['no Docker', undefined, /docker\.io|package manager|Docker Desktop/],
  [
    'the daemon is down',
    client(EMPTY, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'),
    /systemctl start docker|dockerd &|Docker Desktop/,
  ],
  [
    'no permission on the socket',
    client(
      EMPTY,
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/info": dial unix /var/run/docker.sock: connect: permission denied',
    ),
    /usermod -aG docker/,
  ],
  ['an engine that is too old', client({ ...GOOD, ServerVersion: '19.03.15' }), /update Docker/],
  ['2 GB of memory', client({ ...GOOD, MemTotal: 2 * 1024 ** 3 }), /2\.0 GiB, 8\.0 GiB needed/],
  ['one core', client({ ...GOOD, NCPU: 1 }), /1, 2 needed/],
])('%s: doctor says what to type and changes nothing', async (_, docker, typed) => {
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-bad-machine-'));
  await mkdir(join(folder, 'bin'));
  if (docker !== undefined) {
    await writeFile(join(folder, 'bin', 'docker'), docker);
    await chmod(join(folder, 'bin', 'docker'), 0o755);
  }
  vi.stubEnv('PATH', join(folder, 'bin'));
  vi.stubEnv('DOCKER_HOST', undefined);
  const cacheDir = join(folder, 'cache');
  const report = await diagnose({ cacheDir, tools: createTools({ cacheDir }), programs: ['docker'], builds: false });
  expect(report.ready).toBe(false);
  expect(report.rows.map(({ value, fix }) => `${value} ${fix}`).join('\n')).toMatch(typed);
  expect(() => assertReady(report)).toThrow();
  expect(await readdir(folder)).toEqual(['bin']);
});
