import { type Characters, contains } from './characters.ts';
import { PatternError } from './cursor.ts';
import { type Expression, parsePattern } from './parse.ts';

type Node =
  | { readonly kind: 'characters'; readonly set: Characters; readonly next: number }
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  | { readonly kind: 'accept' };

/** A state of an automaton. `matched`: it matches whatever follows. */
export interface State {
  readonly key: string;
  readonly nodes: readonly number[];
  readonly matched: boolean;
  /** Nothing has been read yet: if nothing follows, the end of the text is also its start. */
  readonly fresh: boolean;
}

/** Limit of nodes, for patterns such as `(a{1000}){1000}`. */
const MOST_NODES = 5_000;
const MATCHED: State = { key: '*', nodes: [], matched: true, fresh: false };

/**
 * The set of texts that match a pattern, as an automaton: matching takes linear time in the length of the text, and two
 * automata can be compared (see `witness.ts`).
 */
export class Automaton {
  /** Automata with the same source match the same texts. */
  readonly source: string;
  /** Number of capture groups in the pattern. */
  readonly groups: number;
  readonly initial: State;
  private readonly nodes: Node[] = [];
  private readonly steps = new Map<string, State>();

  /** @throws PatternError if the pattern can't be parsed. */
  constructor(pattern: string, options: { readonly ignoreCase?: boolean } = {}) {
    const { ignoreCase = false } = options;
    const { expression, groups } = parsePattern(pattern, ignoreCase);
    this.source = `${ignoreCase ? '(?i)' : ''}${pattern}`;
    this.groups = groups;
    // A pattern may match anywhere: what precedes it is skipped.
    const skip = this.add({ kind: 'accept' });
    const begin = this.build(expression, this.add({ kind: 'accept' }));
    const again = this.add({ kind: 'accept' });
    this.nodes[skip] = { kind: 'characters', set: [[0, 0x10ffff]], next: again };
    this.nodes[again] = { kind: 'fork', next: [begin, skip] };
    this.initial = this.stateOf([again], 'start');
  }

  step(state: State, code: number): State {
    if (state.matched) return MATCHED;
    const key = `${state.key}/${code}`;
    const known = this.steps.get(key);
    if (known) return known;
    const reached = state.nodes.flatMap((index) => {
      const node = this.nodes[index];
      return node?.kind === 'characters' && contains(node.set, code) ? [node.next] : [];
    });
    const next = this.stateOf(reached, 'middle');
    this.steps.set(key, next);
    return next;
  }

  /** @returns whether it matches if nothing follows. */
  accepts(state: State): boolean {
    const places = state.fresh ? (['start', 'end'] as const) : (['end'] as const);
    return state.matched || this.closure(state.nodes, places).some((index) => this.nodes[index]?.kind === 'accept');
  }

  matches(text: string): boolean {
    let state = this.initial;
    for (const character of text) state = this.step(state, character.codePointAt(0) ?? 0);
    return this.accepts(state);
  }

  /** The character sets that it distinguishes. */
  get distinguished(): readonly Characters[] {
    return this.nodes.flatMap((node) => (node.kind === 'characters' ? [node.set] : []));
  }

  private stateOf(from: readonly number[], where: 'start' | 'middle'): State {
    const nodes = this.closure(from, [where]);
    if (nodes.some((index) => this.nodes[index]?.kind === 'accept')) return MATCHED;
    // End anchors stay, to be passed at the end of the text.
    const waiting = nodes.filter((index) => ['characters', 'end'].includes(this.nodes[index]?.kind ?? ''));
    const fresh = where === 'start';
    return { key: `${fresh ? '^' : ''}${waiting.join(',')}`, nodes: waiting, matched: false, fresh };
  }

  private closure(from: readonly number[], places: readonly ('start' | 'middle' | 'end')[]): number[] {
    const seen = new Set<number>();
    const open = [...from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      const node = this.nodes[index];
      if (node?.kind === 'fork') open.push(...node.next);
      else if ((node?.kind === 'start' || node?.kind === 'end') && places.includes(node.kind)) open.push(node.next);
    }
    return [...seen].sort((a, b) => a - b);
  }

  private add(node: Node): number {
    if (this.nodes.length >= MOST_NODES) throw new PatternError('it is too large', true);
    return this.nodes.push(node) - 1;
  }

  /** @returns the first node of the expression, with `next` after it. */
  private build(expression: Expression, next: number): number {
    switch (expression.kind) {
      case 'characters':
        return this.add({ kind: 'characters', set: expression.set, next });
      case 'sequence':
        return expression.parts.reduceRight((after, part) => this.build(part, after), next);
      case 'choice':
        return this.add({ kind: 'fork', next: expression.parts.map((part) => this.build(part, next)) });
      case 'repeat':
        return this.repeat(expression, next);
      default:
        return this.add({ kind: expression.kind, next });
    }
  }

  private repeat({ what, least, most }: Extract<Expression, { kind: 'repeat' }>, next: number): number {
    let begin = next;
    if (most === Number.POSITIVE_INFINITY) {
      begin = this.add({ kind: 'accept' });
      this.nodes[begin] = { kind: 'fork', next: [this.build(what, begin), next] };
    } else {
      for (let times = least; times < most; times += 1) {
        begin = this.add({ kind: 'fork', next: [this.build(what, begin), next] });
      }
    }
    for (let times = 0; times < least; times += 1) begin = this.build(what, begin);
    return begin;
  }
}
