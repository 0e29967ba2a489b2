import { ApiParam } from '@nestjs/swagger';

/** Documents the `id` of a path: `what` is the thing that it names. */
export const IdParam = (what: string): MethodDecorator =>
  ApiParam({
    name: 'id',
    description: `The id of the ${what}.`,
    example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4',
  });
