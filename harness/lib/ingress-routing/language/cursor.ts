/** Why a pattern can't be read. */
export class PatternError extends Error {
  /** `true`: it means something to a controller, but not here; `false`: no controller takes it. */
  readonly beyond: boolean;

  constructor(message: string, beyond: boolean) {
    super(message);
    this.beyond = beyond;
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

  /** @returns the character that comes, or the one `ahead` of it. */
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

  /** @returns what a pattern finds here within `reach` characters, and goes past it; the pattern begins with `^`. */
  takeMatch(pattern: RegExp, reach: number): RegExpExecArray | undefined {
    const found = pattern.exec(this.text.slice(this.at, this.at + reach).join(''));
    if (!found) return undefined;
    this.at += [...found[0]].length;
    return found;
  }
}
