import type { Clock } from '@/kernel/clock';
import type { BingxHosts } from '../bingx.hosts';
import type { BingxKeyring } from '../bingx.keyring';

/** What the steps talk through: the hosts, and a keyring with one account. */
export interface SmokeParts {
  readonly hosts: BingxHosts;
  readonly keyring: BingxKeyring;
  readonly clock: Clock;
  readonly account: string;
}

/** One thing to try. */
export interface SmokeStep {
  readonly name: string;
  /** What was found, in a few words. Throws what went wrong. */
  readonly run: () => Promise<string>;
}

/** How one step ended. */
export interface SmokeLine {
  readonly name: string;
  readonly result: 'ok' | 'FAILED' | 'skipped';
  readonly ms: number;
  readonly detail: string;
}

/** Thrown by a step that has no occasion here: it shows as skipped and spoils nothing. */
export class SmokeSkipped extends Error {}

/** Takes the steps one after the other, whatever becomes of each. Never throws. */
export async function runSteps(
  steps: readonly SmokeStep[],
  clock: Clock,
): Promise<readonly SmokeLine[]> {
  const lines: SmokeLine[] = [];
  for (const step of steps) lines.push(await runStep(step, clock));
  return lines;
}

/** Takes one step. Never throws. */
export async function runStep({ name, run }: SmokeStep, clock: Clock): Promise<SmokeLine> {
  const began = clock.monotonicMs();
  const end = (result: SmokeLine['result'], detail: string): SmokeLine => ({
    ...{ name, result, detail },
    ms: Math.round(clock.monotonicMs() - began),
  });
  try {
    return end('ok', await run());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return end(error instanceof SmokeSkipped ? 'skipped' : 'FAILED', reason);
  }
}

/** The lines as a table for people, and a verdict under it. */
export function smokeTable(lines: readonly SmokeLine[]): string {
  const width = Math.max(...lines.map(({ name }) => name.length), 4);
  const rows = lines.map(
    ({ name, result, ms, detail }) =>
      `${name.padEnd(width)}  ${result.padEnd(7)}  ${String(ms).padStart(6)} ms  ${oneLine(detail)}`,
  );
  const failed = lines.filter(({ result }) => result === 'FAILED').length;
  const verdict =
    failed === 0 ? 'everything worked' : `${String(failed)} of ${String(lines.length)} failed`;
  return [...rows, '', verdict, ''].join('\n');
}

/** 0 when nothing failed, else 1. */
export const smokeExitCode = (lines: readonly SmokeLine[]): number =>
  lines.some(({ result }) => result === 'FAILED') ? 1 : 0;

/** What an exchange writes must not move the cursor of a terminal. */
const oneLine = (text: string): string => text.replaceAll(/\p{C}+/gu, ' ').slice(0, 160);
