/** What advisories are about. */
export type Product =
  | ('dify' | 'dify-sandbox' | 'dify-plugin-daemon' | 'next')
  | ('squid' | 'traefik' | 'ingress-nginx' | 'nginx')
  | ('redis' | 'postgres' | 'milvus' | 'weaviate' | 'minio');

interface Facts {
  readonly title: string;
  /** The end of an image's repository, wherever it is mirrored; absent = no image is it alone. */
  readonly image?: RegExp;
  /** Names of its packages in a list of components, and the path of its Go module. */
  readonly packages: readonly string[];
  /** Reads a version from a tag or a package, as three numbers; absent = `1.2.3`. */
  readonly version?: (text: string) => string | undefined;
}

const three = (text: string): string | undefined => /^v?(\d+\.\d+\.\d+)(?![\d.])/.exec(text)?.[1];

/** `15.8` is whole; `15` is a line of versions. */
const two = (text: string): string | undefined => {
  const [, major, minor, patch = '0'] = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])/.exec(text) ?? [];
  return major === undefined ? undefined : `${major}.${minor}.${patch}`;
};

/** `RELEASE.2025-09-07T16-13-09Z` is ordered like 2025.9.7. */
const dated = (text: string): string | undefined => {
  const [, year, month, day] = /RELEASE\.(\d{4})-(\d\d)-(\d\d)T/.exec(text) ?? [];
  return year === undefined ? undefined : [year, month, day].map(Number).join('.');
};

const PRODUCTS: Readonly<Record<Product, Facts>> = {
  dify: { title: 'Dify', image: /(^|[/-])dify[-_](api|backend)$/, packages: ['dify-api'] },
  'dify-sandbox': { title: 'dify-sandbox', image: /(^|[/-])dify[-_]sandbox$/, packages: ['dify-sandbox'] },
  'dify-plugin-daemon': {
    title: 'dify-plugin-daemon',
    image: /(^|[/-])dify[-_]plugin[-_]daemon$/,
    packages: ['dify-plugin-daemon'],
  },
  next: { title: 'Next.js', packages: ['next'] },
  squid: { title: 'Squid', image: /(^|\/)squid$/, packages: ['squid'], version: two },
  traefik: { title: 'Traefik', image: /(^|\/)traefik$/, packages: ['traefik', 'github.com/traefik/traefik'] },
  'ingress-nginx': {
    title: 'ingress-nginx',
    image: /(^|\/)(ingress-nginx\/controller(-chroot)?|ingress-nginx-controller|nginx-ingress-controller)$/,
    packages: ['ingress-nginx', 'k8s.io/ingress-nginx'],
  },
  nginx: { title: 'nginx', image: /(^|\/)nginx(-unprivileged)?$/, packages: ['nginx'] },
  redis: { title: 'Redis', image: /(^|\/)redis(-sentinel)?$/, packages: ['redis', 'redis-server'] },
  postgres: {
    title: 'PostgreSQL',
    image: /(^|\/)postgres(ql)?$/,
    packages: ['postgres', 'postgresql'],
    version: two,
  },
  milvus: { title: 'Milvus', image: /(^|\/)milvus$/, packages: ['milvus', 'github.com/milvus-io/milvus'] },
  weaviate: { title: 'Weaviate', image: /(^|\/)weaviate$/, packages: ['weaviate', 'github.com/weaviate/weaviate'] },
  minio: { title: 'MinIO', image: /(^|\/)minio$/, packages: ['minio', 'github.com/minio/minio'], version: dated },
};

export const PRODUCT_NAMES = Object.keys(PRODUCTS) as readonly Product[];

export const titleOf = (product: Product): string => PRODUCTS[product].title;

/** @returns what an image is, by the end of its repository. */
export const productOfRepository = (repository: string): Product | undefined =>
  PRODUCT_NAMES.find((product) => PRODUCTS[product].image?.test(repository));

/** @returns what a package is, by its name or the path of its Go module, with or without `/v3` at its end. */
export function productOfPackage(name: string): Product | undefined {
  const plain = name.replace(/\/v\d+$/, '').toLowerCase();
  return PRODUCT_NAMES.find((product) => PRODUCTS[product].packages.includes(plain));
}

/** @returns the whole version in a tag or package, as three numbers; undefined if it moves (`7`, `latest`) or has none. */
export const versionOf = (product: Product, text: string): string | undefined =>
  (PRODUCTS[product].version ?? three)(text);
