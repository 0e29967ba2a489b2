import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { canonicalText, sha256Text } from '@/modules/journal/canonical';
import type { JournalSubject } from '@/modules/journal/journal-entry';
import { JournalService, type CommandResult } from '@/modules/journal/journal.service';
import { isAnswerUncertain } from '@/platform/http/uncertain-answer';
import { redactedBody } from '@/modules/journal/redaction';

/** What only looks. */
const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
/** Longer bodies are journaled by their digest alone. */
const LONGEST_BODY = 16_384;
/** What stands where a subject has no id, or not yet. */
const NO_ID = '-';

/**
 * Journals every API call that may change something, around its handler, so that a new one can not be forgotten. It
 * runs behind the guards: whoever was turned away at the door stands in the request log and did nothing.
 */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  constructor(private readonly journal: JournalService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (READS.includes(request.method)) return next.handle();
    const subject = subjectOf(request);
    const command = { action: context.getHandler().name, subject, data: dataOf(request) };
    return from(
      this.journal.command(
        command,
        () => lastValueFrom(next.handle(), { defaultValue: undefined }) as Promise<unknown>,
        (result) => resultOf(result, subject, http.getResponse<Response>()),
      ),
    );
  }
}

/** `/orders/:id/cancel` is about an order, `/webhook-secrets` about a webhook secret. */
export function subjectOf(request: Request): JournalSubject {
  const { path = request.path } = (request.route ?? {}) as { readonly path?: string };
  const segments = path.split('/').filter((segment) => segment !== '');
  const placeholder = segments.findIndex((segment) => segment.startsWith(':'));
  const noun = (placeholder > 0 ? segments[placeholder - 1] : segments.at(-1)) ?? '';
  const [id = NO_ID] = Object.values(request.params as Readonly<Record<string, string>>);
  return {
    type: noun.replace(/ies$/, 'y').replace(/s$/, '').slice(0, 40),
    id: id.slice(0, 120),
  };
}

function dataOf(request: Request): Readonly<Record<string, unknown>> {
  const { path = null } = (request.route ?? {}) as { readonly path?: string };
  const body = redactedBody(request.body ?? null);
  const text = canonicalText(body);
  return {
    method: request.method,
    route: path,
    ...(Object.keys(request.query).length === 0 ? {} : { query: request.query }),
    bodyDigest: sha256Text(text),
    ...(text.length > LONGEST_BODY ? { bodyLength: text.length } : { body }),
  };
}

function resultOf(result: unknown, subject: JournalSubject, response: Response): CommandResult {
  const phase = isAnswerUncertain(response) ? 'unknown' : 'done';
  const known = { phase, data: { status: response.statusCode } } as const;
  if (subject.id !== NO_ID || typeof result !== 'object' || result === null) return known;
  const { id } = result as { readonly id?: unknown };
  return typeof id === 'string' ? { ...known, subjectId: id.slice(0, 120) } : known;
}
