import { type Place, placeIn } from '../../outcome.ts';
import type { ContainerEnvironment } from '../input/environment.ts';

/** Security settings of a container; its own settings override the pod's (Kubernetes API, SecurityContext). */
export interface Rights {
  readonly user: number | undefined;
  readonly mustNotBeRoot: boolean;
  readonly readOnlyRoot: boolean;
  readonly privileged: boolean;
  readonly fsGroup: number | undefined;
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

export function rightsOf({ workload, placed }: ContainerEnvironment): Rights {
  const pod = workload.spec.securityContext ?? {};
  const own = placed.container.securityContext ?? {};
  return {
    user: own.runAsUser ?? pod.runAsUser,
    mustNotBeRoot: own.runAsNonRoot ?? pod.runAsNonRoot ?? false,
    readOnlyRoot: own.readOnlyRootFilesystem ?? false,
    privileged: own.privileged ?? false,
    fsGroup: pod.fsGroup,
    added: (own.capabilities?.add ?? []).map(capability),
    dropped: (own.capabilities?.drop ?? []).map(capability),
  };
}

const capability = (name: string): string => name.toUpperCase().replace(/^CAP_/, '');

/** @returns the place of a security context field: the container's, otherwise the pod's. */
export function placeOfRight({ workload, placed }: ContainerEnvironment, field: string): Place {
  const own = placed.container.securityContext;
  const path = own && field in own ? placed.path : workload.path;
  return placeIn(workload.entry, [...path, 'securityContext', field]);
}

/** Whether volumes are writable: as root, through fsGroup, or because an init container changes the owner or mode. */
export function mayWrite(environment: ContainerEnvironment): boolean {
  const { user, fsGroup } = rightsOf(environment);
  const init = environment.workload.containers.filter((placed) => placed.init);
  return (
    user === 0 ||
    fsGroup !== undefined ||
    init.some(({ container }) =>
      /\bch(own|mod)\b/.test([...(container.command ?? []), ...(container.args ?? [])].join(' ')),
    )
  );
}
