import { type Registry, withEntry } from '../registry.ts';
import { keyOf, type Names, type Skeleton } from '../skeleton.ts';

const FOLDER = 'harness/environment/cluster/providers';
const REGISTRY: Registry = {
  file: 'harness/core/config/cluster-providers.ts',
  end: '} as const satisfies Readonly<Record<string, { readonly programs: readonly string[] }>>;',
};

export const skeleton: Skeleton = {
  title: 'cluster provider',
  files: (names) => ({
    [`${FOLDER}/${names.kebab}/provider.ts`]: moduleOf(names),
    [`${FOLDER}/${names.kebab}/provider.test.ts`]: testOf(names),
  }),
  edits: { [REGISTRY.file]: (text, names) => withEntry(text, REGISTRY, `  ${keyOf(names)}: { programs: [] },`) },
  next: ({ kebab }) => [
    `npx vitest run ${FOLDER}/${kebab}    # fails until clusters are created, listed and destroyed`,
    `name the programs that it starts in ${REGISTRY.file}`,
    'npm run docs    # adds it to docs/config.md and to the schema of the config',
    `cluster: { provider: ${kebab}, … } in a config, then npm run dify-e2e -- up --config <file>`,
  ],
};

const moduleOf = ({ kebab }: Names): string => `import { HarnessError } from '../../../../core/errors.ts';
import type { ClusterProviderModule, ClusterRef } from '../../types.ts';

/** One sentence: what the clusters are made of, and by which program. */
export const createProvider: ClusterProviderModule['createProvider'] = () => ({
  name: '${kebab}',
  preflight: async () => undefined,
  create: async () => {
    throw new HarnessError({ code: 'CLUSTER_NOT_CREATED', message: '${kebab} cannot create clusters yet' });
  },
  // Add \`node\` and \`exportLogs\` where the nodes can be accessed; checks that need them are skipped otherwise.
  open: (ref) => ref,
  list: async (): Promise<ClusterRef[]> => [],
  destroy: async () => undefined,
});
`;

const testOf = ({ kebab }: Names): string => `import { expect, it } from 'vitest';
import type { ClusterSpec } from '../../types.ts';
import { createProvider } from './provider.ts';

const spec: ClusterSpec = {
  runId: 'r1',
  nodeImage: 'node:1',
  network: { name: 'network', subnet: '172.18.0.0/16', gateway: '172.18.0.1' },
  configFile: '${kebab}.yaml',
  kubeconfig: 'kubeconfig',
  readyMs: 1000,
};

// Mock the programs that it starts: unit tests must not create clusters.
it('creates a cluster, lists it and destroys it', async () => {
  const provider = createProvider({});
  const { name } = await provider.create(spec);
  expect(await provider.list()).toEqual([{ name, runId: 'r1' }]);
  await provider.destroy(name);
  expect(await provider.list()).toEqual([]);
});
`;
