import { z } from 'zod';
import type { Statement } from './statement.ts';

const product = z.union([
  z.string().transform((id) => ({ id })),
  z
    .looseObject({ '@id': z.string().optional(), identifiers: z.record(z.string(), z.string()).optional() })
    .transform((one) => ({ id: one.identifiers?.purl ?? one['@id'] ?? '' })),
]);

const vulnerability = z.union([
  z.string().transform((name) => [name]),
  z
    .looseObject({ name: z.string(), aliases: z.array(z.string()).default([]) })
    .transform(({ name, aliases }) => [name, ...aliases]),
]);

/** OpenVEX 0.2 (github.com/openvex/spec). */
export const openVex = z.looseObject({
  '@context': z.string().startsWith('https://openvex.dev/ns'),
  author: z.string(),
  timestamp: z.string(),
  statements: z.array(
    z.looseObject({
      vulnerability,
      products: z.array(product).default([]),
      status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
      justification: z.string().optional(),
      impact_statement: z.string().optional(),
      action_statement: z.string().optional(),
      timestamp: z.string().optional(),
    }),
  ),
});

const joined = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(': ');

export const statementsOfOpenVex = (file: string, { author, timestamp, statements }: z.infer<typeof openVex>) =>
  statements.map(
    (one): Statement => ({
      ...{ ids: one.vulnerability, products: one.products.map(({ id }) => id), status: one.status, author, file },
      reason: joined([one.justification, one.impact_statement, one.action_statement]),
      date: (one.timestamp ?? timestamp).slice(0, 10),
    }),
  );

interface Branch {
  readonly product?: FullName | undefined;
  readonly branches?: readonly Branch[] | undefined;
}

const fullName = z.looseObject({
  product_id: z.string(),
  name: z.string(),
  product_identification_helper: z.looseObject({ purl: z.string().optional() }).optional(),
});
type FullName = z.infer<typeof fullName>;

const branch: z.ZodType<Branch> = z.looseObject({
  product: fullName.optional(),
  get branches() {
    return z.array(branch).optional();
  },
});

const ids = z.array(z.string()).default([]);
const details = z.array(
  z.looseObject({
    category: z.string().optional(),
    label: z.string().optional(),
    details: z.string().optional(),
    product_ids: ids,
  }),
);

/** The VEX profile of CSAF 2.0 (docs.oasis-open.org/csaf). */
export const csaf = z.looseObject({
  document: z.looseObject({
    category: z.string().startsWith('csaf_'),
    publisher: z.looseObject({ name: z.string() }),
    tracking: z.looseObject({ current_release_date: z.string() }),
  }),
  product_tree: z
    .looseObject({
      branches: z.array(branch).default([]),
      full_product_names: z.array(fullName).default([]),
      relationships: z.array(z.looseObject({ full_product_name: fullName })).default([]),
    })
    .prefault({}),
  vulnerabilities: z.array(
    z.looseObject({
      cve: z.string().optional(),
      ids: z.array(z.looseObject({ text: z.string() })).default([]),
      product_status: z.record(z.string(), z.array(z.string())).default({}),
      flags: details.default([]),
      threats: details.default([]),
      remediations: details.default([]),
    }),
  ),
});

const STATUSES: Readonly<Record<string, Statement['status']>> = {
  known_not_affected: 'not_affected',
  known_affected: 'affected',
  fixed: 'fixed',
  first_fixed: 'fixed',
  under_investigation: 'under_investigation',
};

const flat = (branches: readonly Branch[]): FullName[] =>
  branches.flatMap(({ product: one, branches: below = [] }) => [...(one ? [one] : []), ...flat(below)]);

export function statementsOfCsaf(file: string, { document, product_tree, vulnerabilities }: z.infer<typeof csaf>) {
  const names = [
    ...flat(product_tree.branches),
    ...product_tree.full_product_names,
    ...product_tree.relationships.map((one) => one.full_product_name),
  ];
  const named = new Map(names.map((one) => [one.product_id, one.product_identification_helper?.purl ?? one.name]));
  return vulnerabilities.flatMap(({ cve, ids: others, product_status, flags, threats, remediations }) =>
    Object.entries(product_status).flatMap(([said, products]): Statement[] => {
      const status = STATUSES[said];
      if (!status) return [];
      const about = [...flags, ...threats, ...(status === 'affected' ? remediations : [])].filter(
        ({ product_ids }) => product_ids.length === 0 || product_ids.some((id) => products.includes(id)),
      );
      return [
        {
          ...{ status, file, author: document.publisher.name },
          ids: [...(cve ? [cve] : []), ...others.map(({ text }) => text)],
          products: products.map((id) => named.get(id) ?? id),
          reason: joined(about.flatMap((one) => [one.label, one.details])),
          date: document.tracking.current_release_date.slice(0, 10),
        },
      ];
    }),
  );
}
