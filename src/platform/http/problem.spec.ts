import {
  BadRequestException,
  HttpException,
  InternalServerErrorException,
  NotFoundException,
} from '@nestjs/common';
import { DomainError, type DomainErrorOptions, type ErrorKind } from '@/kernel/errors';
import { isDatabaseUnavailable } from '@/platform/http/database-failure';
import {
  BodyTooLargeError,
  CallerNotAllowedError,
  InvalidCursorError,
  InvalidRequestError,
  MalformedJsonError,
  ScopeMissingError,
  TokenRequiredError,
} from '@/platform/http/http.errors';
import { problemOf } from '@/platform/http/problem';

class SampleError extends DomainError {
  constructor(kind: ErrorKind, options: DomainErrorOptions = {}) {
    super(kind, 'sample-code', 'what happened', options);
  }
}

describe(problemOf.name, () => {
  it.each([
    ['invalid', 422],
    ['not-found', 404],
    ['conflict', 409],
    ['forbidden', 403],
    ['refused', 422],
    ['unavailable', 503],
  ] as const)('%s is %i and says what happened', (kind, status) => {
    expect(problemOf(new SampleError(kind), 'request-1', '/path')).toEqual({
      type: '/problems/sample-code',
      title: 'Sample code',
      status,
      detail: 'what happened',
      code: 'sample-code',
      requestId: 'request-1',
      instance: '/path',
    });
  });

  it.each([
    ['an unexpected domain error', new SampleError('unexpected')],
    ['a bug', new TypeError("cannot read 'password' of undefined")],
    ['a Nest error of the server', new InternalServerErrorException('what happened')],
    ['text', 'what happened'],
    ['null', null],
  ])('%s is 500 and says nothing', (_name, error) => {
    const problem = problemOf(error, 'request-1');
    expect(problem).toMatchObject({ status: 500, code: 'internal-error', requestId: 'request-1' });
    expect(JSON.stringify(problem)).not.toMatch(/what happened|password/);
  });

  it.each([
    [new InvalidRequestError([{ pointer: '/a', message: 'must be b' }]), 400],
    [new MalformedJsonError(), 400],
    [new InvalidCursorError(), 400],
    [new TokenRequiredError(), 401],
    [new CallerNotAllowedError(), 403],
    [new ScopeMissingError('trade'), 403],
    [new BodyTooLargeError(1), 413],
  ])('the edge error %s has status %i', (error, status) => {
    expect(problemOf(error, 'r').status).toBe(status);
  });

  it('passes on details, fields and the code of a venue', () => {
    const error = new SampleError('refused', {
      details: { venueCode: '101204', venue: 'bingx-usdt-m' },
      fields: [{ pointer: '/quantity', message: 'is too small' }],
    });
    expect(problemOf(error, 'r')).toMatchObject({
      venueCode: '101204',
      details: { venue: 'bingx-usdt-m' },
      errors: [{ pointer: '/quantity', message: 'is too small' }],
    });
  });

  it('does not repeat the messages of Express and Nest', () => {
    expect(problemOf(new NotFoundException('Cannot GET /x?token=hunter2'), 'r')).toMatchObject({
      code: 'path-not-found',
      status: 404,
    });
    expect(problemOf(new BadRequestException('hunter2'), 'r')).toMatchObject({
      type: 'about:blank',
      status: 400,
      code: 'http-400',
    });
    for (const error of [
      new NotFoundException('hunter2'),
      new BadRequestException('hunter2'),
      new HttpException('hunter2', 418),
    ]) {
      expect(JSON.stringify(problemOf(error, 'r'))).not.toContain('hunter2');
    }
  });
});

describe(isDatabaseUnavailable.name, () => {
  const coded = (code: string, more: object = {}): Error =>
    Object.assign(new Error('x'), { code, ...more });

  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'PROTOCOL_CONNECTION_LOST',
    'POOL_CLOSED',
    'ER_OPTION_PREVENTS_STATEMENT',
    'ER_READ_ONLY_MODE',
    'ER_CON_COUNT_ERROR',
    'ER_LOCK_WAIT_TIMEOUT',
  ])('%s is, as itself, in a query error and as a cause', (code) => {
    expect(isDatabaseUnavailable(coded(code))).toBe(true);
    expect(
      isDatabaseUnavailable(Object.assign(new Error('query'), { driverError: coded(code) })),
    ).toBe(true);
    expect(isDatabaseUnavailable(new Error('outer', { cause: coded(code) }))).toBe(true);
    expect(problemOf(coded(code), 'r')).toMatchObject({
      status: 503,
      code: 'database-unavailable',
    });
  });

  it('a mistake in our SQL is not, nor is a venue that refuses connections', () => {
    expect(isDatabaseUnavailable(coded('ER_PARSE_ERROR'))).toBe(false);
    expect(isDatabaseUnavailable(coded('ER_DUP_ENTRY'))).toBe(false);
    expect(isDatabaseUnavailable(coded('ECONNREFUSED', { isAxiosError: true }))).toBe(false);
    const venue = new SampleError('unavailable', {
      cause: coded('ECONNREFUSED', { isAxiosError: true }),
    });
    expect(problemOf(venue, 'r')).toMatchObject({ status: 503, code: 'sample-code' });
  });

  it('an error that was thrown on purpose keeps its own code, whatever caused it', () => {
    const error = new SampleError('unavailable', { cause: coded('ECONNREFUSED') });
    expect(problemOf(error, 'r').code).toBe('sample-code');
    expect(
      problemOf(new SampleError('unexpected', { cause: coded('ECONNREFUSED') }), 'r').code,
    ).toBe('database-unavailable');
  });

  it('ends on causes in a circle', () => {
    const error = new Error('a');
    error.cause = error;
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});
