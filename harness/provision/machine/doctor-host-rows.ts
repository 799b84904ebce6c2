import { ownCommand } from '../../core/own-command.ts';
import { cpuBudget } from './budget.ts';
import type { Disk, MachineFacts } from './doctor-facts.ts';
import { type DoctorRow, GIB, gib, type RowId } from './doctor-model.ts';
import { runtimeError } from './engine-errors.ts';

/** What the run needs on the machine. */
export interface HostNeeds {
  /** Free disk space, in bytes: with an empty cache, a run builds Kubernetes first. */
  readonly diskBytes: number;
  /** CPU requests of the set, the control plane and a surge pod, in millicores; without it, the row is omitted. */
  readonly cpuMilli?: number;
}

const MEMORY_BYTES = 8 * GIB;
/** totalmem excludes memory reserved by the firmware, but a machine with nominally 8 GiB must pass. */
const MEMORY_TOLERANCE = 0.5 * GIB;
/** Below these limits, kubelet and containerd of one node fail with "too many open files". */
const INOTIFY = { instances: 128, watches: 65_536 };

/** @returns the rows about disk, memory, cores, network and kernel. */
export function hostRows(facts: MachineFacts, needs: HostNeeds): DoctorRow[] {
  const disks = [diskRow('disk-cache', facts.cache, needs)];
  // On a shared disk, the space is needed only once.
  if (facts.dockerRoot && facts.dockerRoot.device !== facts.cache.device) {
    disks.push(diskRow('disk-docker', facts.dockerRoot, needs));
  }
  return [...disks, memoryRow(facts), ...coreRows(facts, needs), loopbackRow(facts), ...kernelRows(facts)];
}

function diskRow(id: RowId, disk: Disk, needs: HostNeeds): DoctorRow {
  const enough = disk.freeBytes >= needs.diskBytes;
  const fix =
    id === 'disk-cache' ? `df -h ${disk.path} && ${ownCommand('prune')}` : 'docker system df && docker system prune';
  const value = `${gib(disk.freeBytes)} free, ${gib(needs.diskBytes)} needed`;
  return { id, state: enough ? 'ok' : 'missing', value, from: disk.path, ...(!enough && { fix }) };
}

function memoryRow({ memoryBytes }: MachineFacts): DoctorRow {
  const enough = memoryBytes >= MEMORY_BYTES - MEMORY_TOLERANCE;
  const value = `${gib(memoryBytes)}, ${gib(MEMORY_BYTES)} needed`;
  return { id: 'memory', state: enough ? 'ok' : 'missing', value, ...(!enough && { fix: 'free -h' }) };
}

function coreRows({ cores }: MachineFacts, { cpuMilli }: HostNeeds): DoctorRow[] {
  const rows: DoctorRow[] = [
    {
      id: 'cores',
      state: cores >= 2 ? 'ok' : 'missing',
      value: `${cores}, 2 needed`,
      ...(cores < 2 && { fix: 'nproc' }),
    },
  ];
  if (cpuMilli === undefined) return rows;
  const { fits, neededMilli, availableMilli } = cpuBudget(cpuMilli, cores);
  const value = `${neededMilli}m of ${availableMilli}m requested`;
  const fix = 'lower the requests in the manifests, or use a machine with more cores';
  return [...rows, { id: 'cpu-budget', state: fits ? 'ok' : 'missing', value, ...(!fits && { fix }) }];
}

function loopbackRow({ loopback }: MachineFacts): DoctorRow {
  if (loopback === undefined) return { id: 'loopback', state: 'ok', value: '127.0.0.1' };
  return { id: 'loopback', state: 'missing', value: loopback, fix: 'ip link set lo up' };
}

function kernelRows(facts: MachineFacts): DoctorRow[] {
  const rows = [cgroupRow(facts), inotifyRow(facts), privilegeRow(facts)];
  return rows.filter((row) => row !== undefined);
}

function cgroupRow({ cgroups }: MachineFacts): DoctorRow | undefined {
  if (!cgroups) return undefined;
  const version = `v${cgroups.version}`;
  if (cgroups.missing.length === 0) return { id: 'cgroups', state: 'ok', value: version };
  const fix = cgroups.version === 1 ? 'cat /proc/cgroups' : 'cat /sys/fs/cgroup/cgroup.controllers';
  return { id: 'cgroups', state: 'missing', value: `${version} without ${cgroups.missing.join(', ')}`, fix };
}

function inotifyRow({ inotify }: MachineFacts): DoctorRow | undefined {
  if (!inotify) return undefined;
  const enough = inotify.instances >= INOTIFY.instances && inotify.watches >= INOTIFY.watches;
  const value = `${inotify.instances} instances, ${inotify.watches} watches`;
  const fix = 'sysctl -w fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=524288';
  return { id: 'inotify', state: enough ? 'ok' : 'warn', value, ...(!enough && { fix }) };
}

/** What a privileged container may do here. Only CAP_SYS_RESOURCE is dispensable, thanks to the runtime wrapper. */
function privilegeRow({ missingCapabilities: missing, engine, networkNamespaces }: MachineFacts): DoctorRow {
  const id = 'privileges';
  const fatal = missing.filter((name) => name !== 'CAP_SYS_RESOURCE');
  const local = engine.state !== 'running' || engine.engine.endpoint.startsWith('unix:');
  if (!local || (missing.length === 0 && networkNamespaces)) return { id, state: 'ok', value: 'privileged containers' };
  if (fatal.length > 0 || !networkNamespaces) {
    const value = `without ${[...fatal, ...(networkNamespaces ? [] : ['network namespaces'])].join(', ')}`;
    return {
      id,
      state: 'missing',
      value,
      fix: 'use a machine without this restriction, or a container started with --privileged',
    };
  }
  if (engine.state === 'running' && engine.engine.defaultRuntime === 'runc') {
    const { message, hint = '' } = runtimeError('CAP_SYS_RESOURCE');
    return { id, state: 'missing', value: message, fix: hint };
  }
  return { id, state: 'ok', value: 'no CAP_SYS_RESOURCE; a wrapper around runc handles this' };
}
