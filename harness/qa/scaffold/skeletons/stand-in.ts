import { type Registry, withEntry } from '../registry.ts';
import { keyOf, memberOf, type Names, type Skeleton } from '../skeleton.ts';

const FOLDER = 'harness/environment/stand-ins';
const REGISTRY: Registry = {
  file: 'harness/core/config/stand-ins.ts',
  end: '} as const satisfies Readonly<Record<string, StandInData>>;',
};

export const skeleton: Skeleton = {
  title: 'stand-in',
  files: (names) => ({
    [`${FOLDER}/${names.kebab}.ts`]: moduleOf(names),
    [`${FOLDER}/${names.kebab}.test.ts`]: testOf(names),
  }),
  // Optional: configs of deployments without such a server stay valid.
  edits: {
    [REGISTRY.file]: (text, names) =>
      withEntry(
        text,
        REGISTRY,
        `  ${keyOf(names)}: { title: '${names.kebab}', secrets: [], external: address.optional() },`,
      ),
  },
  next: ({ kebab }) => [
    `npx vitest run ${FOLDER}/${kebab}.test.ts    # fails until it can be verified and says how it differs`,
    `give it a title and the secrets that it needs in ${REGISTRY.file}`,
    'npm run docs    # adds it to docs/config.md and to the schema of the config',
    `to start it in a run: external: { ${kebab}: { host, port } } and standIns: { ${kebab}: <image> } in a config`,
  ],
};

const moduleOf = (names: Names): string => `import { ledgerEntry } from './ledger.ts';
import type { StandIn, StandInImage, StandInModule } from './types.ts';

/** Where it listens if the config names no port. */
const PORT = 9999;

export const standIn: StandInModule = {
  imageOf: ({ external, standIns }) => external${memberOf(names)} && standIns${memberOf(names)},
  create: ({ config, image }) => create(config.external${memberOf(names)}?.port ?? PORT, image),
};

/** One sentence: which server it stands for, and what it is. */
export function create(port: number, image: StandInImage): StandIn {
  return {
    name: '${names.kebab}',
    ports: [port],
    async start(host) {
      const container = await host.run({ name: '${names.kebab}', image: image.tag });
      return {
        name: '${names.kebab}',
        containerId: container.getId(),
        endpoint: host.endpoint(port),
        // Every difference from the server in production: the report states them.
        ledger: ledgerEntry('${names.kebab}', image, []),
        verify: () => Promise.reject(new Error('${names.kebab} cannot be verified yet')),
      };
    },
  };
}
`;

const testOf = ({ kebab }: Names): string => `import { expect, it } from 'vitest';
import { create } from './${kebab}.ts';

const host = {
  run: async () => ({ getId: () => 'id' }),
  endpoint: (port: number) => ({ host: '127.0.0.1', port }),
} as never;

const started = () => create(9999, { tag: '${kebab}:1', source: 'archive' }).start(host);

it('says how it differs from the server in production', async () => {
  expect((await started()).ledger.differences).not.toEqual([]);
});

// Start a small server for this test: what it does not return must not count as verified.
it('is verified by writing something and reading it back', async () => {
  expect(await (await started()).verify()).toContain('1.0.0');
});
`;
