import type { SeenContainer } from '../seen.ts';

interface Sketch {
  readonly image?: string;
  /** Of the workload and of the container. */
  readonly name?: string;
  readonly kind?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: string[];
  readonly args?: string[];
  readonly ports?: readonly number[];
  readonly init?: boolean;
}

/** For tests: a container as a set has it. */
export function container(sketch: Sketch): SeenContainer {
  const {
    image = 'x:1',
    name = 'app',
    kind = 'Deployment',
    env = {},
    ports = [],
    init = false,
    command,
    args,
  } = sketch;
  const object = { apiVersion: 'apps/v1', kind, metadata: { name } };
  const entry = { file: 'a.yaml', line: 1, object, at: () => ({ line: 1, column: 1 }) };
  return {
    workload: { entry, labels: {}, replicas: undefined },
    placed: {
      container: {
        ...{ name, image, ports: ports.map((containerPort) => ({ containerPort })) },
        ...(command ? { command } : {}),
        ...(args ? { args } : {}),
      },
      init,
    },
    variables: new Map(Object.entries(env).map(([key, value]) => [key, { value }])),
  };
}
