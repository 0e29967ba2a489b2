import type { OpenAPIObject } from '@nestjs/swagger';
import { ALARM_EXAMPLES } from './alarm-examples';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const operation = (operationId: string, summary: string, description: string) => ({
  operationId,
  summary,
  description,
  tags: ['webhook'],
  security: [],
  requestBody: {
    required: true,
    description:
      'Any text up to 160 KiB under any content type. Everything that is authenticated is stored.',
    content: {
      'application/json': {
        schema: { type: 'object', additionalProperties: true },
        examples: ALARM_EXAMPLES,
      },
      'text/plain': { schema: { type: 'string' }, example: 'BTCUSD Greater Than 9000' },
    },
  },
  responses: {
    '200': {
      description: 'Stored: the alarm survives a crash from here on.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/ReceiptResponse' } } },
    },
    '401': problem('No valid secret was shown. Nothing was stored.'),
    '403': problem('This address may not send alarms. Nothing was stored.'),
    '413': problem('The body is larger than 160 KiB.'),
    '415': problem('The body is compressed.'),
    '503': problem('The alarm could not be stored; send it again.'),
  },
});

/** The webhook in the API document: it is answered ahead of Nest, which therefore does not know it. */
export const WEBHOOK_OPERATIONS: OpenAPIObject['paths'] = {
  '/alarms/webhook': {
    post: operation(
      'receiveAlarm',
      'Receive an alarm from TradingView',
      'The secret stands in the body as Secret, Passphrase or Token. Answered after the commit.',
    ),
  },
  '/alarms/webhook/{token}': {
    post: {
      ...operation(
        'receiveAlarmWithToken',
        'Receive an alarm from TradingView, secret in the path',
        'For bodies that cannot carry a secret. Proxies may log paths: prefer the body where both work.',
      ),
      parameters: [
        {
          name: 'token',
          in: 'path',
          required: true,
          description: 'The webhook secret.',
          schema: { type: 'string' },
        },
      ],
    },
  },
};
