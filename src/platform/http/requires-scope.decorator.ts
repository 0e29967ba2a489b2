import { SetMetadata } from '@nestjs/common';
import type { ApiScope } from '@/platform/http/api-scope';

export const SCOPE_KEY = 'strateger:scope';

/** The scope that a token needs for this handler or controller. Without it: `read` for GET, `admin` for the rest. */
export const RequiresScope = (scope: ApiScope): ClassDecorator & MethodDecorator =>
  SetMetadata(SCOPE_KEY, scope);
