import { coerce, gte } from 'semver';
import { HarnessError, type HarnessErrorInit } from '../../core/errors.ts';
import type { Engine, EngineStatus } from './engine.ts';
import type { SystemFacts } from './system.ts';

/**
 * @returns why no engine can be set up here, or undefined if one can (or is running).
 *   An explicitly chosen engine (DOCKER_HOST, context) is never replaced.
 */
export function engineBlocker(status: EngineStatus, system: SystemFacts): HarnessErrorInit | undefined {
  if (status.state === 'running') return undefined;
  if (status.state === 'denied') return denied(status.endpoint, status.reason);
  if (status.state === 'silent' && status.from !== 'socket') return unreachable(status);
  if (system.platform !== 'linux') return elsewhere(system);
  if (!system.root) return notRoot(status, system);
  if (!system.debian || !system.apt) return notDebian(system);
  return undefined;
}

/** @throws HarnessError for a machine on which no engine can be set up. */
export function assertCanSetUpEngine(status: EngineStatus, system: SystemFacts): void {
  const blocker = engineBlocker(status, system);
  if (blocker) throw new HarnessError(blocker);
}

const denied = (endpoint: string, reason: string): HarnessErrorInit => ({
  code: 'ENGINE_PERMISSION_DENIED',
  message: `this user has no permission to use the Docker engine at ${endpoint}`,
  likely: 'the user is not in the docker group, or has not logged in again since being added',
  hint: 'sudo usermod -aG docker "$USER"   then log in again',
  details: [reason],
});

const unreachable = (status: { endpoint: string; from: string; reason: string }): HarnessErrorInit => ({
  code: 'ENGINE_UNREACHABLE',
  message: `no Docker engine responds at ${status.endpoint}, which is set in ${status.from === 'DOCKER_HOST' ? 'DOCKER_HOST' : 'the Docker context'}`,
  likely: 'that engine is stopped, or the setting is outdated',
  hint: status.from === 'DOCKER_HOST' ? 'unset DOCKER_HOST' : 'docker context use default',
  details: [status.reason],
});

const elsewhere = (system: SystemFacts): HarnessErrorInit => ({
  code: 'ENGINE_NOT_RUNNING',
  message: `no Docker engine is running, and dify-e2e cannot set one up on ${system.name}`,
  hint: 'start Docker Desktop (or colima start), then: docker info',
});

const notRoot = (status: EngineStatus, system: SystemFacts): HarnessErrorInit => {
  const installed = status.state !== 'no-client';
  const sudo = system.debian ? 'sudo apt-get install -y --no-install-recommends docker.io iptables && ' : '';
  return {
    code: 'ENGINE_NEEDS_ROOT',
    message: installed
      ? 'no Docker engine is running, and only root can start one'
      : 'Docker is not installed, and only root can install it',
    hint: system.systemd
      ? `${installed ? '' : sudo}sudo systemctl start docker${installed ? '' : ' && sudo usermod -aG docker "$USER"   then log in again'}`
      : `${installed ? '' : sudo}sudo dockerd &`,
    ...('reason' in status ? { details: [status.reason] } : {}),
  };
};

/** Host networking of builds, `docker cp` and the log drivers that are used here are the same from this version on. */
const OLDEST = '20.10.0';

/** @returns why a running engine can't be used; undefined if it can, or says no version that can be compared. */
export function tooOld({ version }: Pick<Engine, 'version'>): HarnessErrorInit | undefined {
  // Engines of those days write 19.03, which is no semantic version.
  const known = coerce(version.replaceAll(/\.0+(?=\d)/g, '.'));
  if (!known || gte(known, OLDEST)) return undefined;
  return {
    code: 'ENGINE_TOO_OLD',
    message: `the Docker engine is ${version}, and ${OLDEST.replace(/\.0$/, '')} or newer is needed`,
    hint: 'update Docker (https://docs.docker.com/engine/install/), then: docker version',
  };
}

const notDebian = (system: SystemFacts): HarnessErrorInit => ({
  code: 'ENGINE_UNKNOWN_SYSTEM',
  message: `no Docker engine is running, and dify-e2e can install one only on Debian and Ubuntu, not on ${system.name}`,
  hint: "install Docker with this system's own package manager and start it, then: docker info",
});

/** An engine that was already running can't run privileged containers on this machine. */
export const runtimeError = (missing: string): HarnessErrorInit => ({
  code: 'ENGINE_CAPABILITY_MISSING',
  message: `the running Docker engine can't start privileged containers: this machine does not grant ${missing}`,
  likely: 'the machine is itself a container or a restricted VM; dify-e2e never reconfigures a running engine',
  hint: 'stop that engine (systemctl stop docker, or kill "$(cat /var/run/docker.pid)") and run again: the run then starts a suitable one',
});
