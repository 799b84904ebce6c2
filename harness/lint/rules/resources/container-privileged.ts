import type { FieldPath } from '../../../manifests/index.ts';
import type { Workload } from '../../facts/input/workloads.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** Capabilities with which a process is as good as root on the node. */
const STRONG = ['ALL', 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_MODULE', 'BPF', 'DAC_READ_SEARCH'];

export const containerPrivileged: Rule = {
  id: 'container-privileged',
  claims: ['SEC-5'],
  severity: 'recommended',
  title: 'No container may do on its node whatever it likes',
  rationale:
    'A privileged container is root on the node: code that escapes the sandbox has the machine. No part of Dify needs it; the sandbox needs the default capabilities only.',
  remediation: 'Take privileged, hostPID, hostIPC and the strong capabilities out.',
  source:
    'Deployment description 4; Kubernetes, "Pod Security Standards": Baseline; dify-sandbox 0.2.15, seen running with the default capabilities',
  *find({ workloads }) {
    for (const workload of workloads) {
      // Agents of the node are what a DaemonSet is for.
      if (workload.entry.object.kind === 'DaemonSet') continue;
      for (const [path, message] of strengthsOf(workload)) {
        yield findingIn(workload.entry, path, {
          message,
          cause: 'taken over from a Compose file, or tried out when something was denied',
          remedy: 'take it out; give single capabilities where one is really needed',
        });
      }
    }
  },
};

function* strengthsOf({ spec, path, containers }: Workload): Generator<[FieldPath, string]> {
  if (spec.hostPID) yield [[...path, 'hostPID'], 'the pods see all processes of their node'];
  if (spec.hostIPC) yield [[...path, 'hostIPC'], "the pods share their node's memory segments"];
  for (const { container, path: at } of containers) {
    const { privileged, capabilities } = container.securityContext ?? {};
    const context = [...at, 'securityContext'];
    if (privileged) yield [[...context, 'privileged'], `container "${container.name}" is privileged`];
    const strong = (capabilities?.add ?? []).filter((name) => STRONG.includes(name.replace(/^CAP_/, '')));
    if (strong.length > 0) {
      yield [[...context, 'capabilities', 'add'], `container "${container.name}" has ${strong.join(', ')}`];
    }
  }
}
