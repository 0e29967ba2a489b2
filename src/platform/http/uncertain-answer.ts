import type { Response } from 'express';

const ACCEPTED = 202;
const MARK = 'isOutcomeUnknown';

/** Answers 202 and marks the answer: the command was carried out once, and nobody knows yet whether it worked. */
export function answerUncertain(response: Response): void {
  response.status(ACCEPTED);
  response.locals[MARK] = true;
}

/** Whether the answer was marked so. */
export const isAnswerUncertain = (response: Pick<Response, 'locals'>): boolean =>
  (response.locals as Readonly<Record<string, unknown>> | undefined)?.[MARK] === true;
