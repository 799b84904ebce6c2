import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { anchorOf } from './aliases.ts';
import { type Dialect, plainKey } from './dialect.ts';

/** The positions of a node and everything below it, as offsets into the text of the events. */
export interface PlacedNode {
  /** -1 if the node is empty. */
  readonly start: number;
  readonly tag: string | undefined;
  readonly fields?: ReadonlyMap<string, PlacedField>;
  readonly items?: readonly PlacedField[];
  /** Keys that are there more than once: the field is the last of them, and this one comes before it. */
  readonly hidden?: readonly { readonly text: string; readonly key: number }[];
  /** Nodes from merge keys; the first one wins, and the node's own fields override all of them. */
  readonly merged?: readonly PlacedNode[];
}

/** A field or item. If it is an alias, the key has its own position and the value is elsewhere. */
export interface PlacedField {
  readonly key: number;
  readonly value: PlacedNode;
}

/** @returns the root of each document. The events must be valid: no undefined or self-referencing aliases. */
export function treesOf(source: string, events: readonly Event[], dialect: Dialect): PlacedNode[] {
  return new TreeBuilder(source, events, dialect).roots();
}

class TreeBuilder {
  readonly #source: string;
  readonly #events: readonly Event[];
  readonly #dialect: Dialect;
  readonly #anchors = new Map<string, PlacedNode>();
  /** Scalars with an anchor, because a key may be an alias of one. */
  readonly #scalars = new Map<string, ScalarEvent>();
  #next = 0;

  constructor(source: string, events: readonly Event[], dialect: Dialect) {
    this.#source = source;
    this.#events = events;
    this.#dialect = dialect;
  }

  roots(): PlacedNode[] {
    const roots: PlacedNode[] = [];
    while (this.#next < this.#events.length) {
      this.#next += 1;
      roots.push(this.#node());
      this.#next += 1;
    }
    return roots;
  }

  #node(): PlacedNode {
    const event = this.#events[this.#next++];
    if (!event) return NOTHING;
    const anchor = anchorOf(this.#source, event);
    if (event.type === EVENT_ID.ALIAS) return this.#anchors.get(anchor ?? '') ?? NOTHING;
    const node = this.#nodeOf(event);
    if (anchor === undefined) return node;
    this.#anchors.set(anchor, node);
    if (event.type === EVENT_ID.SCALAR) this.#scalars.set(anchor, event);
    return node;
  }

  #nodeOf(event: Event): PlacedNode {
    if (event.type === EVENT_ID.SCALAR) return { start: startOf(event), tag: this.#tagOf(event) };
    if (event.type === EVENT_ID.SEQUENCE) return { start: event.start, tag: this.#tagOf(event), items: this.#items() };
    if (event.type === EVENT_ID.MAPPING) return { start: event.start, tag: this.#tagOf(event), ...this.#fields() };
    return NOTHING;
  }

  #items(): PlacedField[] {
    const items: PlacedField[] = [];
    while (this.#more()) items.push({ key: startOf(this.#events[this.#next]), value: this.#node() });
    return items;
  }

  #fields(): Required<Pick<PlacedNode, 'fields' | 'merged' | 'hidden'>> {
    const fields = new Map<string, PlacedField>();
    const merged: PlacedNode[] = [];
    const hidden: { text: string; key: number }[] = [];
    while (this.#more()) {
      const { text, start, isMerge } = this.#key();
      const value = this.#node();
      if (isMerge) merged.push(...(value.items?.map((item) => item.value) ?? [value]));
      else {
        const before = fields.get(text);
        if (before) hidden.push({ text, key: before.key });
        fields.set(text, { key: start, value });
      }
    }
    return { fields, merged, hidden };
  }

  /** Keys that are neither a scalar nor an alias of one were rejected before. */
  #key(): { readonly text: string; readonly start: number; readonly isMerge: boolean } {
    const event = this.#events[this.#next];
    const start = startOf(event);
    this.#node();
    const scalar = event?.type === EVENT_ID.ALIAS ? this.#scalars.get(anchorOf(this.#source, event) ?? '') : event;
    if (scalar?.type !== EVENT_ID.SCALAR) return { text: '', start, isMerge: false };
    const text = getScalarValue(this.#source, scalar);
    const plain = scalar.style === SCALAR_STYLE.PLAIN && scalar.tagStart < 0;
    return { text: plain ? plainKey(this.#dialect, text) : text, start, isMerge: plain && text === '<<' };
  }

  /** @returns whether the collection has more nodes; skips its end event. */
  #more(): boolean {
    const event = this.#events[this.#next];
    if (event && event.type !== EVENT_ID.POP) return true;
    this.#next += 1;
    return false;
  }

  #tagOf({ tagStart, tagEnd }: { readonly tagStart: number; readonly tagEnd: number }): string | undefined {
    return tagStart < 0 ? undefined : this.#source.slice(tagStart, tagEnd);
  }
}

const NOTHING: PlacedNode = { start: -1, tag: undefined };

/** A quoted scalar starts with its quote, an alias with its asterisk. */
export function startOf(event: Event | undefined): number {
  if (event?.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event?.type === EVENT_ID.SCALAR) return isQuoted(event) ? event.valueStart - 1 : event.valueStart;
  return event && 'start' in event ? event.start : -1;
}

const isQuoted = ({ style }: ScalarEvent): boolean =>
  style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
