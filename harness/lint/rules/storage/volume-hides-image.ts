import { directoryOf, mountsOf } from '../../facts/dify/mounts.ts';
import { type Program, programsOf } from '../../facts/dify/programs.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

const SYSTEM = ['/', '/bin', '/etc', '/lib', '/usr', '/usr/bin', '/usr/lib', '/usr/local', '/usr/local/bin'];
const API = [...SYSTEM, '/app', '/app/api', '/app/api/.venv'];

/** Directories that hold the program (WORKDIR and COPY of the Dockerfiles). */
const PROGRAM: Readonly<Record<Exclude<Program, 'ssrf-proxy'>, readonly string[]>> = {
  api: API,
  worker: API,
  beat: API,
  web: [...SYSTEM, '/app', '/app/web'],
  sandbox: [...SYSTEM, '/opt'],
  'plugin-daemon': [...SYSTEM, '/app'],
};

export const volumeHidesImage: Rule = {
  id: 'volume-hides-image',
  claims: ['STO-2', 'DEP-2'],
  severity: 'mandatory',
  title: "No volume is mounted over the directory of a program of Dify's images",
  rationale:
    'A mount replaces the directory of the image, it does not add to it. The program\'s files are gone: the container exits with "no such file or directory" or "Could not import \'app\'".',
  remediation: 'Mount the volume at the directory for data: /app/api/storage, /app/storage, /dependencies.',
  source:
    'Kubernetes, "Volumes": a mount hides what the image has there; Dify api/Dockerfile, web/Dockerfile; dify-plugin-daemon docker/local.dockerfile; dify-sandbox docker/*/dockerfile',
  *find(input) {
    for (const { environment, program } of programsOf(input)) {
      const hidden = program === 'ssrf-proxy' ? [] : PROGRAM[program];
      for (const mount of mountsOf(environment)) {
        const directory = directoryOf(mount);
        if (!hidden.includes(directory)) continue;
        yield findingAt(placeIn(environment.workload.entry, [...mount.path, 'mountPath']), {
          message: `a volume of ${nameIn(environment)} hides ${directory}, which holds its program`,
          cause: `the volume "${mount.mount.name}" replaces the directory of the image`,
          remedy: `mount it at ${dataDirectory(program)}`,
        });
      }
    }
  },
};

function dataDirectory(program: Program): string {
  if (program === 'plugin-daemon') return '/app/storage';
  return program === 'sandbox'
    ? '/dependencies, or at the one file that it is for'
    : '/app/api/storage, or at the one file that it is for';
}
