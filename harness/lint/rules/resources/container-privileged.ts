import type { FieldPath } from '../../../manifests/index.ts';
import type { Workload } from '../../facts/input/workloads.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** Capabilities that effectively make a process root on the node. */
const STRONG = ['ALL', 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_MODULE', 'BPF', 'DAC_READ_SEARCH'];

export const containerPrivileged: Rule = {
  id: 'container-privileged',
  claims: ['SEC-5'],
  severity: 'recommended',
  title: 'No container has full control of its node',
  rationale:
    'A privileged container is root on the node: code that escapes the sandbox controls the machine. No Dify component needs this; the sandbox needs only the default capabilities.',
  remediation: 'Remove privileged, hostPID, hostIPC and the strong capabilities.',
  source:
    'Deployment description 4; Kubernetes, "Pod Security Standards": Baseline; dify-sandbox 0.2.15, observed running with the default capabilities',
  *find({ workloads }) {
    for (const workload of workloads) {
      // DaemonSets are meant for node agents.
      if (workload.entry.object.kind === 'DaemonSet') continue;
      for (const [path, message] of strengthsOf(workload)) {
        yield findingIn(workload.entry, path, {
          message,
          cause: 'it was copied from a Compose file, or added to work around a permission error',
          remedy: 'remove it; add single capabilities only where they are really needed',
        });
      }
    }
  },
};

function* strengthsOf({ spec, path, containers }: Workload): Generator<[FieldPath, string]> {
  if (spec.hostPID) yield [[...path, 'hostPID'], 'the pods see all processes on their node'];
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
