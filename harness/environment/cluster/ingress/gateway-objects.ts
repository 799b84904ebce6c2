import type { KubernetesObject } from '@kubernetes/client-node';
import { ownLabels } from '../names.ts';
import { GATEWAY_CONTROLLER } from './gateway-provider.ts';

/** What the set's routes lean on and the set does not bring along. */
export interface MissingGateways {
  /** Names of GatewayClasses. */
  readonly classes: readonly string[];
  readonly gateways: readonly MissingGateway[];
}

export interface MissingGateway {
  readonly namespace: string;
  readonly name: string;
  /** Names of the listeners that routes ask for; at least one. */
  readonly sections: readonly string[];
}

/** Class of the Gateways that the harness makes. */
const CLASS = 'dify-e2e';

/** A plain listener for each name that is asked for; only the first is on the port that requests come to. */
const PORTS = [80, 443];

/** GatewayClasses and Gateways as whoever runs the cluster would have made them: open for routes of every namespace and host. */
export function gatewayObjects(runId: string, { classes, gateways }: MissingGateways): KubernetesObject[] {
  const labels = ownLabels(runId);
  const wanted = gateways.length > 0 ? [...classes, CLASS] : classes;
  const objects = [
    ...wanted.map((name) => ({
      ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name, labels } },
      spec: { controllerName: GATEWAY_CONTROLLER },
    })),
    ...[...new Set(gateways.map(({ namespace }) => namespace))].map((name) => ({
      ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    })),
    ...gateways.map(({ namespace, name, sections }) => ({
      ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { namespace, name, labels } },
      spec: { gatewayClassName: CLASS, listeners: PORTS.flatMap((port, at) => listener(sections[at], port)) },
    })),
  ];
  return objects as KubernetesObject[];
}

const listener = (name: string | undefined, port: number) =>
  name === undefined ? [] : [{ name, port, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }];
