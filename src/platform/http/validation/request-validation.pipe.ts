import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldProblem } from '@/kernel/errors';
import { InvalidRequestError } from '@/platform/http/http.errors';

/** The global pipe: unknown fields are errors, and every wrong field is named at once. */
export function requestValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new InvalidRequestError(fieldProblems(errors)),
  });
}

/** Flattens class-validator's tree into JSON pointers. */
export function fieldProblems(
  errors: readonly ValidationError[],
  parent = '',
): readonly FieldProblem[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([name, message]) => ({
      pointer,
      message:
        name === 'whitelistValidation'
          ? 'is not a field of this request'
          : withoutName(message, error.property),
    }));
    return [...own, ...fieldProblems(error.children ?? [], pointer)];
  });
}

const withoutName = (message: string, property: string): string =>
  message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
