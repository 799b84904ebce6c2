import type { FieldPath } from '../../../manifests/index.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { callsOf, ownRequest, PROBES } from './exec.ts';
import { type Program, programsOf } from './programs.ts';

/** A connection that a probe of a Dify container opens to its own pod. */
export interface ProbeRequest {
  readonly environment: ContainerEnvironment;
  readonly program: Program;
  readonly kind: (typeof PROBES)[number];
  readonly how: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec';
  readonly port: number;
  /** Of an HTTP request whose status decides. */
  readonly path: string | undefined;
  readonly at: FieldPath;
}

const CACHE = new WeakMap<LintInput, readonly ProbeRequest[]>();

/** @returns the connections of all probes; without those to a port of another container of the pod. */
export function probeRequests(input: LintInput): readonly ProbeRequest[] {
  const known = CACHE.get(input) ?? find(input);
  CACHE.set(input, known);
  return known;
}

function find(input: LintInput): ProbeRequest[] {
  return programsOf(input).flatMap(({ environment, program }) =>
    PROBES.flatMap((kind) =>
      requestOf(environment, kind).flatMap((request) =>
        belongsToSidecar(environment, request.port) ? [] : [{ environment, program, kind, ...request }],
      ),
    ),
  );
}

type Request = Pick<ProbeRequest, 'how' | 'port' | 'path' | 'at'>;

function requestOf({ placed }: ContainerEnvironment, kind: (typeof PROBES)[number]): Request[] {
  const probe = placed.container[kind];
  const base = [...placed.path, kind];
  for (const how of ['httpGet', 'tcpSocket', 'grpc'] as const) {
    const action = probe?.[how];
    if (!action) continue;
    const named = placed.container.ports?.find(({ name }) => name === action.port)?.containerPort;
    const port = named ?? Number(action.port);
    const path = how === 'httpGet' ? (probe.httpGet?.path ?? '/') : undefined;
    return Number.isNaN(port) ? [] : [{ how, port, path, at: [...base, how, 'port'] }];
  }
  const [call] = callsOf(probe?.exec?.command ?? []);
  const request = call && ownRequest(call);
  if (!request) return [];
  const path = request.failsOn404 ? request.path : undefined;
  return [{ how: 'exec', port: request.port, path, at: [...base, 'exec', 'command'] }];
}

/** Containers of a pod share its network: a sidecar that declares no ports may listen anywhere. */
function belongsToSidecar({ workload, placed }: ContainerEnvironment, port: number): boolean {
  return workload.containers.some(({ container, init }) => {
    if (init || container === placed.container) return false;
    return !container.ports || container.ports.some(({ containerPort }) => containerPort === port);
  });
}
