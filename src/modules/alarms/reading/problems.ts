import type { ReadingProblem } from '../alarm';

/** Collects what a person should know about a body, and whether anything of it forbids trading. */
export class Problems {
  private readonly found: ReadingProblem[] = [];
  private refusals = 0;

  /** Worth knowing, but the meaning stays certain. */
  note(code: string, field: string | null, message: string): void {
    this.found.push({ code, field, message });
  }

  /** The meaning is not certain: the alarm is stored and not traded. Stands before the notes. */
  refuse(code: string, field: string | null, message: string): void {
    this.found.splice(this.refusals, 0, { code, field, message });
    this.refusals += 1;
  }

  get isRefused(): boolean {
    return this.refusals > 0;
  }

  all(): readonly ReadingProblem[] {
    return [...this.found];
  }
}

/** Text from outside, short enough for a message and without control characters. */
export function shown(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
