import { Document, isMap, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Draft, Inferred } from './draft.ts';

/** Blocks that are short enough for one line. */
const FLOW =
  /^(routes|parts\.(?!others$)[\w-]+|inside\.\w+|external\.\w+|outside|edge|hosts|quick\.load|vectorStore|storage)$/;

/** @returns the config as YAML, with what was read from where as comments. */
export function configText(draft: Draft, { comments }: Pick<Inferred, 'comments'>, head: string): string {
  const document = new Document(draft);
  if (isMap(document.contents)) decorate(document.contents, '', comments);
  return `# ${head.split('\n').join('\n# ')}\n${document.toString({ lineWidth: 140 })}`;
}

function decorate(map: YAMLMap, prefix: string, comments: ReadonlyMap<string, string>): void {
  for (const pair of map.items as Pair<Scalar<string>, unknown>[]) {
    const key = prefix === '' ? pair.key.value : `${prefix}.${pair.key.value}`;
    const comment = comments.get(key);
    if (comment !== undefined) pair.key.commentBefore = ` ${comment}`;
    if (prefix === '') pair.key.spaceBefore = true;
    if (isMap(pair.value)) {
      if (FLOW.test(key)) pair.value.flow = true;
      decorate(pair.value, key, comments);
    }
    flowItems(pair.value, key);
  }
}

/** A list of entries is one entry a line. */
function flowItems(value: unknown, key: string): void {
  const items = (value as { items?: unknown[] } | null)?.items;
  if (!Array.isArray(items) || isMap(value) || !FLOW.test(key)) return;
  for (const item of items) if (isMap(item)) item.flow = true;
}
