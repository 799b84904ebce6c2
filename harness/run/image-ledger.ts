import type { Config } from '../core/config/index.ts';
import type { LedgerEntry } from '../core/model/run.ts';
import type { ResolvedImage } from '../provision/images/index.ts';
import { differencesOfDouble, differenceText } from './double-differences.ts';

/** Recipe → the part as in a check's `needs`, if the names differ. */
const PARTS: Readonly<Record<string, string>> = {
  squid: 'ssrf-proxy',
  traefik: 'ingress-controller',
  node: 'kubernetes-node',
};

/** How a substitute differs from the original image, if that can affect a claim. */
const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  node: [
    'volumes of StorageClass "standard" are in-memory directories on the node',
    'etcd keeps its data in memory, without fsync',
    'CoreDNS and pause are our own builds, tagged as kubeadm expects',
  ],
  traefik: [
    "Traefik's ingress-nginx provider supports most ingress-nginx annotations, but not all",
    'it opens a new connection for each request; a controller that reuses connections to the API may occasionally pick one that gunicorn has just closed (2 s idle) and return 502',
  ],
};

/**
 * @param edge who takes the requests: what Traefik stands for depends on it.
 * @returns an entry for each image that is not the referenced one; images from a registry or an archive are the real part.
 */
export async function ledgerOf(images: Iterable<ResolvedImage>, edge?: EdgeKind): Promise<LedgerEntry[]> {
  const entries = (await Promise.all([...images].map(entriesOf))).flat();
  const told = edge && EDGES[edge];
  return told ? entries.map((entry) => (entry.part === PARTS.traefik ? { ...entry, ...told } : entry)) : entries;
}

type EdgeKind = Config['edge']['kind'];

const PASS_THROUGH = {
  part: 'load-balancer',
  kind: 'stand-in',
  real: "what passes requests on to the Service of the set's nginx",
  differences: [
    'Traefik passes on connections from port 80 of the node without reading them; a NodePort or a load balancer of a cloud is not used',
  ],
} as const;

/** Whose place Traefik takes, where it does not play the ingress controller. */
const EDGES: Readonly<Partial<Record<EdgeKind, Partial<LedgerEntry>>>> = {
  nginx: PASS_THROUGH,
  gateway: {
    real: 'the production controller of the Gateway API',
    differences: [
      'Traefik takes the requests of every Gateway; it knows no time-outs of an HTTPRoute, and no policies of other controllers',
      'Gateways and GatewayClasses that the set refers to and does not have are made by the run, without TLS, for routes of all namespaces',
      'it opens a new connection for each request',
    ],
  },
};

async function entriesOf(image: ResolvedImage): Promise<LedgerEntry[]> {
  if (!image.recipe) return [];
  const entry: LedgerEntry = {
    part: PARTS[image.recipe] ?? image.recipe,
    kind: image.double ? 'double' : image.recipe === 'traefik' ? 'stand-in' : 'substitute',
    real: image.recipe === 'traefik' ? 'the production ingress controller (class nginx)' : image.ref,
    used: `${image.tag} (${image.id.slice(0, 19)})`,
    source: image.source,
    differences: await differencesOf(image),
  };
  return [entry];
}

const material = ({ stock }: ResolvedImage): string => stock?.join(' and ') ?? 'packages';

const programsOf = ({ programs = [] }: ResolvedImage): string =>
  programs.length > 0 ? `; the program as its makers built it: ${programs.join(', ')}` : '';

async function differencesOf(image: ResolvedImage): Promise<string[]> {
  if (!image.double)
    return [
      `built from ${material(image)} (recipe ${image.recipe})${programsOf(image)}`,
      ...(DIFFERENCES[image.recipe ?? ''] ?? []),
    ];
  const own = (await differencesOfDouble(image.recipe ?? '')).map(differenceText);
  return image.stock ? [...own, `built on ${material(image)}, not on Debian packages`] : own;
}
