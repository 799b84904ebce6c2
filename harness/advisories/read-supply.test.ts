import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSupply } from './read-supply.ts';

const folder = mkdtempSync(join(tmpdir(), 'supply-'));
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const CYCLONE = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { timestamp: '2026-11-01T00:00:00Z', component: { name: 'langgenius/dify-web', version: '1.11.4' } },
  components: [
    {
      ...{ 'bom-ref': 'app', name: 'web', version: '1' },
      components: [{ 'bom-ref': 'next', name: 'next', version: '15.5.9', purl: 'pkg:npm/next@15.5.9' }],
    },
  ],
  vulnerabilities: [
    {
      id: 'CVE-1',
      affects: [{ ref: 'next' }],
      analysis: { state: 'not_affected', justification: 'code_not_reachable', detail: 'no middleware' },
    },
    { id: 'CVE-2', affects: [{ ref: 'next' }] },
  ],
};

test('CycloneDX: components at any depth, the image, and its own statements', () => {
  const { bills, statements } = readSupply({ sbom: [file('cyclone.json', CYCLONE)] });
  expect(bills).toMatchObject([
    { subject: 'langgenius/dify-web:1.11.4', components: [{ name: 'web' }, { name: 'next' }] },
  ]);
  expect(statements).toMatchObject([
    {
      ...{ ids: ['CVE-1'], products: ['pkg:npm/next@15.5.9'], status: 'not_affected', date: '2026-11-01' },
      reason: 'code_not_reachable: no middleware',
    },
  ]);
});

test('SPDX: the described package is the image', () => {
  const spdx = {
    spdxVersion: 'SPDX-2.3',
    packages: [
      { SPDXID: 'SPDXRef-image', name: 'redis', versionInfo: '7.2.4' },
      {
        ...{ SPDXID: 'SPDXRef-1', name: 'redis', versionInfo: '7.2.4' },
        externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:generic/redis@7.2.4' }],
      },
    ],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-image' },
    ],
  };
  expect(readSupply({ sbom: [file('spdx.json', spdx)] }).bills).toMatchObject([
    { subject: 'redis:7.2.4', components: [{ purl: 'pkg:generic/redis@7.2.4' }] },
  ]);
});

test('OpenVEX: vulnerabilities and products as text or as objects', () => {
  const vex = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    ...{ author: 'ops', timestamp: '2026-10-01T00:00:00Z' },
    statements: [
      {
        vulnerability: { name: 'CVE-1', aliases: ['GHSA-1'] },
        products: [{ '@id': 'pkg:oci/dify-web?tag=1.11.4' }, 'dify-api:1.11.4'],
        ...{ status: 'not_affected', justification: 'vulnerable_code_not_in_execute_path' },
      },
      { vulnerability: 'CVE-2', status: 'affected', action_statement: 'upgrade', timestamp: '2026-11-02T00:00:00Z' },
    ],
  };
  expect(readSupply({ vex: [file('vex.json', vex)] }).statements).toMatchObject([
    { ids: ['CVE-1', 'GHSA-1'], products: ['pkg:oci/dify-web?tag=1.11.4', 'dify-api:1.11.4'], date: '2026-10-01' },
    { ids: ['CVE-2'], products: [], status: 'affected', reason: 'upgrade', date: '2026-11-02' },
  ]);
});

test('CSAF: products of the tree, with the reason of their flags', () => {
  const document = {
    document: {
      category: 'csaf_vex',
      publisher: { name: 'vendor' },
      tracking: { current_release_date: '2026-11-03T00:00:00Z' },
    },
    product_tree: { branches: [{ branches: [{ product: { product_id: 'P1', name: 'redis:7.2.4' } }] }] },
    vulnerabilities: [
      {
        cve: 'CVE-1',
        product_status: { known_not_affected: ['P1'] },
        flags: [{ label: 'component_not_present', product_ids: ['P1'] }],
      },
    ],
  };
  expect(readSupply({ vex: [file('csaf.json', document)] }).statements).toMatchObject([
    {
      ids: ['CVE-1'],
      products: ['redis:7.2.4'],
      status: 'not_affected',
      reason: 'component_not_present',
      author: 'vendor',
    },
  ]);
});

test('every file that cannot be read is named, with the reason', () => {
  const files = {
    sbom: [file('a.json', '{'), file('b.json', {})],
    vex: [file('c.json', { statements: 1 }), 'not-there.json'],
  };
  expect(() => readSupply(files)).toThrow(
    expect.objectContaining({
      code: 'SUPPLY_UNREADABLE',
      details: [/a\.json: /, /b\.json: neither/, /c\.json: /, /not-there\.json: /].map((one) =>
        expect.stringMatching(one),
      ),
    }),
  );
});
