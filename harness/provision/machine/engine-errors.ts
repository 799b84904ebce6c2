import { HarnessError, type HarnessErrorInit } from '../../core/errors.ts';
import type { EngineStatus } from './engine.ts';
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
  if (!system.root) return notRoot(system);
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

const notRoot = (system: SystemFacts): HarnessErrorInit => ({
  code: 'ENGINE_NEEDS_ROOT',
  message: 'no Docker engine is running, and only root can set one up',
  hint: system.systemd
    ? 'sudo apt-get install -y docker.io && sudo systemctl start docker && sudo usermod -aG docker "$USER"'
    : 'sudo apt-get install -y --no-install-recommends docker.io iptables, then run this once as root',
});

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
