import type { V1Container, V1ServicePort } from '@kubernetes/client-node';

export interface OpenPort {
  readonly name: string | undefined;
  readonly port: number;
}

export function containerPorts(containers: readonly V1Container[]): OpenPort[] {
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ name, containerPort }) => ({ name, port: containerPort })),
  );
}

/** @returns the number of the container port that the Service port targets; `undefined` if there is none. */
export function targetPort(
  { port, targetPort: target = port }: V1ServicePort,
  open: readonly OpenPort[],
): number | undefined {
  return open.find((one) => one.port === Number(target) || one.name === target)?.port;
}
