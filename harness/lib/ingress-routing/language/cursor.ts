/** Why a pattern can't be parsed. */
export class PatternError extends Error {
  /** `true`: a controller may support it, but this library does not; `false`: it is invalid for every controller. */
  readonly unsupported: boolean;

  constructor(message: string, unsupported: boolean) {
    super(message);
    this.unsupported = unsupported;
  }
}

/** A pattern, read character by character. */
export class Cursor {
  private at = 0;
  private readonly text: readonly string[];

  constructor(pattern: string) {
    this.text = [...pattern];
  }

  more = (): boolean => this.at < this.text.length;

  /** @returns the next character, or the one `ahead` characters later. */
  peek = (ahead = 0): string | undefined => this.text[this.at + ahead];

  next(): string {
    const found = this.text[this.at] ?? '';
    this.at += 1;
    return found;
  }

  take(wanted: string): boolean {
    if (this.text[this.at] !== wanted) return false;
    this.at += 1;
    return true;
  }

  /** Matches a pattern, which begins with `^`, within the next `reach` characters and moves past the match. */
  takeMatch(pattern: RegExp, reach: number): RegExpExecArray | undefined {
    const found = pattern.exec(this.text.slice(this.at, this.at + reach).join(''));
    if (!found) return undefined;
    this.at += [...found[0]].length;
    return found;
  }
}
