import { InjectDataSource } from '@nestjs/typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';

/** Injects the DataSource of one named connection; a typo does not compile. */
export const InjectConnection = (name: ConnectionName): ParameterDecorator =>
  InjectDataSource(name);
