import { z } from 'zod';
import type { Bill, Component, Statement } from './statement.ts';

interface Item {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
  readonly 'bom-ref'?: string | undefined;
  readonly components?: readonly Item[] | undefined;
}

const item: z.ZodType<Item> = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  purl: z.string().optional(),
  'bom-ref': z.string().optional(),
  get components() {
    return z.array(item).optional();
  },
});

/** The fields of CycloneDX 1.4 to 1.6 that are used (cyclonedx.org/docs). */
export const cycloneDx = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z
    .looseObject({
      timestamp: z.string().optional(),
      component: item.optional(),
      authors: z.array(z.looseObject({ name: z.string().optional() })).optional(),
    })
    .optional(),
  components: z.array(item).default([]),
  vulnerabilities: z
    .array(
      z.looseObject({
        id: z.string(),
        affects: z.array(z.looseObject({ ref: z.string() })).default([]),
        analysis: z
          .looseObject({ state: z.string(), justification: z.string().optional(), detail: z.string().optional() })
          .optional(),
      }),
    )
    .default([]),
});

const flat = (items: readonly Item[]): Item[] => items.flatMap((one) => [one, ...flat(one.components ?? [])]);

const asComponent = ({ name = '', version = '', purl }: Item): Component[] =>
  version ? [{ name, version, purl }] : [];

const subjectOf = (root: Item | undefined): string | undefined =>
  root?.purl ?? (root?.name && root.version && !root.name.includes(':') ? `${root.name}:${root.version}` : root?.name);

export const billOfCycloneDx = (file: string, { metadata, components }: z.infer<typeof cycloneDx>): Bill => ({
  file,
  subject: subjectOf(metadata?.component),
  components: flat(components).flatMap(asComponent),
});

const STATES: Readonly<Record<string, Statement['status']>> = {
  not_affected: 'not_affected',
  false_positive: 'not_affected',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
};

/** CycloneDX has a VEX of its own: `analysis` of its vulnerabilities. */
export function statementsOfCycloneDx(file: string, bom: z.infer<typeof cycloneDx>): Statement[] {
  const { metadata, components, vulnerabilities } = bom;
  const all = flat([...(metadata?.component ? [metadata.component] : []), ...components]);
  const named = new Map(all.map((one) => [one['bom-ref'], one.purl ?? subjectOf(one)]));
  return vulnerabilities.flatMap(({ id, affects, analysis }) => {
    const status = STATES[analysis?.state ?? ''];
    if (!status) return [];
    return [
      {
        ...{ ids: [id], status, file, products: affects.map(({ ref }) => named.get(ref) ?? ref) },
        reason: [analysis?.justification, analysis?.detail].filter(Boolean).join(': '),
        author: metadata?.authors?.[0]?.name ?? '',
        date: metadata?.timestamp?.slice(0, 10) ?? '',
      },
    ];
  });
}

/** The fields of SPDX 2.2 and 2.3 that are used (spdx.github.io/spdx-spec). */
export const spdx = z.looseObject({
  spdxVersion: z.string().regex(/^SPDX-2\./),
  documentDescribes: z.array(z.string()).default([]),
  packages: z
    .array(
      z.looseObject({
        SPDXID: z.string(),
        name: z.string(),
        versionInfo: z.string().optional(),
        externalRefs: z.array(z.looseObject({ referenceType: z.string(), referenceLocator: z.string() })).default([]),
      }),
    )
    .default([]),
  relationships: z
    .array(z.looseObject({ spdxElementId: z.string(), relationshipType: z.string(), relatedSpdxElement: z.string() }))
    .default([]),
});

export function billOfSpdx(file: string, { packages, documentDescribes, relationships }: z.infer<typeof spdx>): Bill {
  const described = [
    ...documentDescribes,
    ...relationships.flatMap((one) => (one.relationshipType === 'DESCRIBES' ? [one.relatedSpdxElement] : [])),
  ];
  const read = packages.map(({ SPDXID, name, versionInfo: version, externalRefs }) => {
    const purl = externalRefs.find(({ referenceType }) => referenceType === 'purl')?.referenceLocator;
    return { SPDXID, name, version, purl };
  });
  return {
    file,
    subject: subjectOf(read.find(({ SPDXID }) => described.includes(SPDXID))),
    components: read.filter(({ SPDXID }) => !described.includes(SPDXID)).flatMap(asComponent),
  };
}
