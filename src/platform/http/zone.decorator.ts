import { SetMetadata } from '@nestjs/common';
import type { Zone as ZoneName } from '@/platform/http/ip-policy';

export const ZONE_KEY = 'strateger:zone';

/** Which addresses may call this handler or controller; without it `internal`. */
export const Zone = (zone: ZoneName): ClassDecorator & MethodDecorator =>
  SetMetadata(ZONE_KEY, zone);
