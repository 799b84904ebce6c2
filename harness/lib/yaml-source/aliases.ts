import { EVENT_ID, type Event } from 'js-yaml';

/**
 * Maximum number of nodes after alias expansion: go-yaml allows this many whatever the share of aliases (decode.go,
 * alias_ratio_range_low). More is an alias bomb: a small text that expands to a huge object.
 */
const NODE_LIMIT = 400_000;

/** What is wrong with a document's aliases, and the offset of the offending one. */
export interface AliasFault {
  readonly offset: number;
  readonly message: string;
}

interface OpenNode {
  readonly anchor: string | undefined;
  /** Including those that its aliases expand to. */
  nodes: number;
}

/** @returns the first alias that makes a document infinite or far too large; undefined if all are fine. */
export function aliasFault(source: string, events: readonly Event[]): AliasFault | undefined {
  if (!events.some(({ type }) => type === EVENT_ID.ALIAS)) return undefined;
  const sizes = new Map<string, number>();
  const open: OpenNode[] = [];
  let total = 0;
  for (const event of events) {
    const anchor = anchorOf(source, event);
    if (event.type === EVENT_ID.DOCUMENT) {
      total = 0;
      open.push({ anchor, nodes: 1 });
    } else if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) {
      total += 1;
      open.push({ anchor, nodes: 1 });
    } else if (event.type === EVENT_ID.POP) {
      close(open, sizes);
    } else {
      const nodes = event.type === EVENT_ID.ALIAS ? (sizes.get(anchor ?? '') ?? 1) : 1;
      total += nodes;
      const fault = event.type === EVENT_ID.ALIAS ? faultOf(anchor, open, total) : undefined;
      if (fault) return { offset: event.anchorStart - 1, message: fault };
      count(open, nodes);
      if (anchor !== undefined && event.type === EVENT_ID.SCALAR) sizes.set(anchor, 1);
    }
  }
  return undefined;
}

function faultOf(anchor: string | undefined, open: readonly OpenNode[], total: number): string | undefined {
  if (open.some((node) => node.anchor === anchor)) return `the anchor "${anchor}" contains itself`;
  if (total <= NODE_LIMIT) return undefined;
  return `the aliases expand to more than ${NODE_LIMIT} nodes: write out what is really needed`;
}

function close(open: OpenNode[], sizes: Map<string, number>): void {
  const closed = open.pop();
  if (!closed) return;
  count(open, closed.nodes);
  if (closed.anchor !== undefined) sizes.set(closed.anchor, closed.nodes);
}

function count(open: readonly OpenNode[], nodes: number): void {
  const parent = open.at(-1);
  if (parent) parent.nodes += nodes;
}

/** @returns the anchor of a node or, for an alias, the anchor that it references. */
export function anchorOf(source: string, event: Event): string | undefined {
  if (!('anchorStart' in event) || event.anchorStart < 0) return undefined;
  return source.slice(event.anchorStart, event.anchorEnd);
}
