import { lintInput } from '../lint/facts/input/input.ts';
import { type ManifestSet, placeholders } from '../manifests/index.ts';
import { releaseIndex } from '../releases/index.ts';
import type { Draft, Gap, Inferred, Piece } from './draft.ts';
import { hostsIn } from './hosts.ts';
import { imagesIn } from './images.ts';
import { workloadsIn } from './parts.ts';
import { INGRESS_IMAGE, NODE_IMAGE, OUTSIDE } from './shipped-images.ts';
import { storesIn } from './stores.ts';

/** Where the set is, as the config will name it. */
export interface SetPlace {
  /** Relative to the config file. */
  readonly path: string;
  readonly helmValues?: readonly string[];
  /** Of a chart or a set that names none. */
  readonly namespace?: string | undefined;
}

/** What a chart is installed into unless it is told otherwise. */
const NAMESPACE = 'dify';

/** Reads the config of a set from the set itself: what it is, and what a run needs besides. Pure. */
export function inferConfig(set: ManifestSet, place: SetPlace): Inferred {
  const input = lintInput(set);
  const { namespace, difyVersion } = input.understood;
  const stores = storesIn(input);
  const images = imagesIn(
    input,
    Object.values(stores.value.standIns ?? {}).filter((image) => image !== undefined),
  );
  const [workloads, edge] = [workloadsIn(input), hostsIn(input)];
  const pieces = [workloads, edge, stores, images] as const;
  const draft: Draft = {
    scope: 'auto',
    dify: { version: difyVersion ?? '' },
    manifests: {
      path: place.path,
      namespace: place.namespace ?? namespace ?? NAMESPACE,
      ...(place.helmValues?.length ? { helmValues: [...place.helmValues] } : {}),
    },
    cluster: { nodeImage: NODE_IMAGE, ingressImage: INGRESS_IMAGE },
    images: images.value,
    ...workloads.value,
    ...edge.value,
    ...stores.value,
    outside: OUTSIDE,
    ...LIMITS,
  };
  return {
    draft: withoutEmpty(draft),
    ...told(pieces, [...versionGap(difyVersion)]),
    ...commentsOf(pieces, set, place, namespace),
  };
}

/** A section without an entry says nothing. */
const withoutEmpty = (draft: Draft): Draft =>
  Object.fromEntries(
    Object.entries(draft).filter(([, value]) => typeof value !== 'object' || Object.keys(value).length > 0),
  ) as Draft;

const LIMITS: Pick<Draft, 'failover' | 'load' | 'quick'> = {
  failover: {
    requestsPerSecond: 20,
    steadySeconds: 10,
    maxOutageMs: 5000,
    maxFailedRequests: 250,
    recoverySeconds: 180,
    recoveryFrom: 'probes',
  },
  load: {
    vus: 10,
    durationSeconds: 30,
    thresholds: { http_req_failed: ['rate<0.01'], http_req_duration: ['p(95)<2000'], checks: ['rate>0.99'] },
  },
  quick: { load: { vus: 5, durationSeconds: 10 }, steadySeconds: 4 },
};

function versionGap(known: string | undefined): Gap[] {
  if (known !== undefined) return [];
  const fallback = releaseIndex().releases.at(-1);
  const question = 'Version of Dify that the set runs: no tag of an image tells it';
  return [{ key: 'dify.version', question, ...(fallback === undefined ? {} : { fallback }) }];
}

type Pieces = readonly Piece<unknown>[];

const told = (pieces: Pieces, more: readonly Gap[]): Pick<Inferred, 'gaps' | 'hindrances'> => ({
  gaps: [...more, ...pieces.flatMap(({ gaps = [] }) => gaps)],
  hindrances: pieces.flatMap(({ hindrances = [] }) => hindrances),
});

function commentsOf(
  pieces: Pieces,
  set: ManifestSet,
  { namespace: asked }: SetPlace,
  own: string | undefined,
): Pick<Inferred, 'comments'> {
  const names = placeholders(set);
  return {
    comments: new Map([
      ['scope', 'auto: a release if every image comes from a registry or an archive, else a rehearsal with doubles'],
      ...(asked === undefined && own === undefined
        ? [['manifests.namespace', 'no object names one; the harness makes it'] as const]
        : []),
      ...(names.length > 0
        ? [
            [
              'manifests',
              `generated for each run unless manifests.secretsFile gives them: ${names.join(', ')}`,
            ] as const,
          ]
        : []),
      ['failover', 'how long an outage may last while a replica is lost, and how long it may take to be replaced'],
      ['quick', 'what --quick shortens'],
      ['outside', 'a web server with a public-looking name, for requests through the SSRF proxy'],
      ...pieces.flatMap(({ comments = [] }) => comments),
    ]),
  };
}
