import { join } from 'node:path';

/** Where a lab keeps its files: what is seeded stays for the next lab, the rest goes with the machine. */
export interface LabPlaces {
  readonly root: string;
  /** The unpacked Debian package of the registry, and the registry's images. */
  readonly registryProgram: string;
  readonly registryData: string;
  /** What the machine sees as `/var/lib/docker` and as `/home`. */
  readonly engineData: string;
  readonly home: string;
  /** The user's programs. */
  readonly bin: string;
  /** Settings, copies of `/etc/passwd`, logs. */
  readonly files: string;
}

/** Not below /tmp: it is the disk of an engine. */
export const labPlaces = (root = '/var/tmp/dify-e2e-lab'): LabPlaces => ({
  root,
  registryProgram: join(root, 'registry-program'),
  registryData: join(root, 'registry'),
  engineData: join(root, 'docker'),
  home: join(root, 'home'),
  bin: join(root, 'bin'),
  files: join(root, 'files'),
});

/** The loopback port of the registry, in the machine and while it is seeded. */
export const REGISTRY_PORT = 5599;
export const REGISTRY = `127.0.0.1:${REGISTRY_PORT}`;

/** The user of the lab. It exists in the machine only. */
export const USER = { name: 'lab', id: 4711 } as const;
