import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../../../../core/errors.ts';
import { RUN_LABEL } from '../../../engine/index.ts';
import { clusterName, INGRESS_NODE_LABEL } from '../../names.ts';

const mount = z.looseObject({ hostPath: z.string(), containerPath: z.string() });
const node = z.looseObject({
  role: z.enum(['control-plane', 'worker']),
  labels: z.record(z.string(), z.string()).default({}),
  extraMounts: z.array(mount).default([]),
  extraPortMappings: z.array(z.looseObject({})).default([]),
});

/** The parts of a kind config that the harness reads or extends; the rest is kept unchanged. */
const schema = z.looseObject({
  kind: z.literal('Cluster'),
  apiVersion: z.literal('kind.x-k8s.io/v1alpha4'),
  networking: z
    .looseObject({ podSubnet: z.string().default('10.244.0.0/16'), serviceSubnet: z.string().default('10.96.0.0/16') })
    .prefault({}),
  nodes: z
    .array(node)
    .min(1)
    .default([{ role: 'control-plane', labels: {}, extraMounts: [], extraPortMappings: [] }]),
});
export type KindConfig = z.infer<typeof schema>;

/** @throws UsageError `KIND_CONFIG_INVALID` with every problem as `file:line: field: what`. */
export async function readKindConfig(file: string): Promise<KindConfig> {
  const source = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError({ code: 'KIND_CONFIG_INVALID', message: `can't read the kind config ${file}`, cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const broken = document.errors.map(({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: ${message}`);
  const parsed = schema.safeParse(document.toJS());
  if (broken.length === 0 && parsed.success) return parsed.data;
  const wrong = parsed.error?.issues.map(({ path, message }) => {
    const at = lines.linePos(offsetOf(document, path)).line;
    return `${file}:${at}: ${path.join('.') || '(whole file)'}: ${message}`;
  });
  throw new UsageError({
    code: 'KIND_CONFIG_INVALID',
    message: `${file} is not a usable kind config`,
    details: broken.length > 0 ? broken : (wrong ?? []),
    hint: 'https://kind.sigs.k8s.io/docs/user/configuration/',
  });
}

/** @returns the position of the value at the path, or of its nearest existing ancestor. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const found = document.getIn(path, true);
  if (isNode(found)) return found.range?.[0] ?? 0;
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

export interface KindConfigAdditions {
  readonly runId: string;
  readonly nodeImage: string;
  readonly ingressPort: number;
  /** The config file: relative host paths are relative to its directory. */
  readonly file: string;
  /** Folders with containerd's files, one a node; none: a node starts with those of its image. */
  readonly imageFolders: readonly string[];
}

/** @returns the config as kind gets it, YAML: with the run's name, the image, and the ingress port on loopback only. */
export function completeKindConfig(config: KindConfig, additions: KindConfigAdditions): string {
  const { runId, nodeImage, ingressPort, file, imageFolders } = additions;
  const nodes = config.nodes.map((one, index) => ({
    ...one,
    image: nodeImage,
    labels: { ...one.labels, [RUN_LABEL]: runId, ...(index === 0 ? { [INGRESS_NODE_LABEL]: 'true' } : {}) },
    extraMounts: [
      ...one.extraMounts.map((entry) => ({ ...entry, hostPath: resolve(dirname(file), entry.hostPath) })),
      ...imageFolders.slice(index, index + 1).map((hostPath) => ({ hostPath, containerPath: '/var/lib/containerd' })),
    ],
    extraPortMappings: index === 0 ? [...one.extraPortMappings, ingressMapping(ingressPort)] : one.extraPortMappings,
  }));
  return stringify({ ...config, name: clusterName(runId), nodes });
}

const ingressMapping = (hostPort: number) => ({
  listenAddress: '127.0.0.1',
  hostPort,
  containerPort: 80,
  protocol: 'TCP',
});
