import type { MachineFacts } from '../doctor-facts.ts';
import { GIB } from '../doctor-model.ts';
import type { SystemFacts } from '../system.ts';

/** A bare Debian 12 machine without systemd, for tests. */
export const debian: SystemFacts = {
  platform: 'linux',
  debian: true,
  name: 'Debian GNU/Linux 12 (bookworm)',
  versionId: '12',
  id: 'debian',
  root: true,
  apt: true,
  systemd: false,
};

/** @returns facts of a machine on which nothing is missing, with the given changes, for tests. */
export function machineFacts(change: Partial<MachineFacts> = {}): MachineFacts {
  return {
    system: debian,
    engine: {
      state: 'running',
      engine: {
        endpoint: 'unix:///var/run/docker.sock',
        from: 'socket',
        version: '28.2.2',
        storageDriver: 'overlay2',
        cgroupVersion: '2',
        dataRoot: '/var/lib/docker',
        defaultRuntime: 'runc',
        runningContainers: 0,
        cores: undefined,
        memoryBytes: undefined,
      },
    },
    tools: new Map(),
    unused: new Map(),
    builds: new Map(),
    cache: { path: '/cache', freeBytes: 100 * GIB, device: 1 },
    dockerRoot: { path: '/var/lib/docker', freeBytes: 100 * GIB, device: 1 },
    memoryBytes: 16 * GIB,
    cores: 2,
    loopback: undefined,
    cgroups: { version: 2, missing: [] },
    inotify: { instances: 512, watches: 524_288 },
    missingCapabilities: [],
    networkNamespaces: true,
    ...change,
  };
}
