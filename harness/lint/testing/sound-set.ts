import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageRoot } from '../../core/package-root.ts';
import { type Edge, withEdge } from './sound-edges.ts';

/** How a sound set may look: the same deployment under other names, in other files, from other registries. */
export interface Layout {
  readonly namespace: string;
  /** In place of `dify-` before the parts' names. */
  readonly prefix: string;
  readonly registry: string;
  readonly domain: string;
  readonly files: 'flat' | 'folders' | 'one file';
  readonly lineEnd: '\n' | '\r\n';
  readonly edge: Edge;
}

export const layouts: fc.Arbitrary<Layout> = fc.record({
  namespace: fc.constantFrom('dify', 'dify-prod', 'ai-platform', 'default'),
  prefix: fc.constantFrom('dify-', '', 'my-', 'prod-dify-'),
  registry: fc.constantFrom('langgenius', 'registry.corp:5000/mirror', 'ghcr.io/team/langgenius'),
  domain: fc.constantFrom('maywzh.com', 'corp.internal', 'dify.acme.cn'),
  files: fc.constantFrom('flat', 'folders', 'one file'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  edge: fc.constantFrom('Ingress', 'HTTPRoute', 'nginx'),
});

const FIXTURE = join(packageRoot(), 'fixtures', 'manifests', 'dify');

/** @returns the files of the fixture set in that layout. */
export function soundSet(layout: Layout): Record<string, string> {
  const names = readdirSync(FIXTURE).filter((name) => name.endsWith('.yaml'));
  const written = names.map((name) => [name, readFileSync(join(FIXTURE, name), 'utf8')] as const);
  const texts = withEdge(written, layout.edge).map(([name, text]) => [name, laidOut(text, layout)] as const);
  if (layout.files === 'one file') return { 'all.yaml': texts.map(([, text]) => text).join(`---${layout.lineEnd}`) };
  const folder = (name: string) => (layout.files === 'folders' ? `${name.slice(0, 1)}/` : '');
  return Object.fromEntries(texts.map(([name, text]) => [`${folder(name)}${name}`, text]));
}

/** Images and hosts keep their own `dify-` while the objects get another one. */
function laidOut(text: string, { namespace, prefix, registry, domain, lineEnd }: Layout): string {
  return text
    .replaceAll('langgenius/dify-', '@image@')
    .replaceAll('dify-api.maywzh.com', '@host@')
    .replaceAll(/\bdify-(?=[a-z])/g, prefix)
    .replaceAll(/^( *namespace: )dify$/gm, `$1${namespace}`)
    .replaceAll(/^(kind: Namespace\nmetadata:\n {2}name: )dify$/gm, `$1${namespace}`)
    .replaceAll('.dify.svc', `.${namespace}.svc`)
    .replaceAll('@image@', `${registry}/dify-`)
    .replaceAll('@host@', `dify-api.${domain}`)
    .replaceAll('maywzh.com', domain)
    .replaceAll('\n', lineEnd);
}
