import { IsBooleanString, IsIn, IsOptional } from 'class-validator';
import { SEVERITIES, type Severity } from '@/modules/notifications/notification';
import { PageQuery } from '@/platform/http/validation/page.query';

/** Filters of the list of notifications. */
export class ListNotificationsQuery extends PageQuery {
  /** `true`: only what still is wrong; `false`: only what is over or has no end. */
  @IsOptional()
  @IsBooleanString()
  isOpen?: string;

  /** Only those of one severity. */
  @IsOptional()
  @IsIn(SEVERITIES)
  severity?: Severity;

  filter(): { isOpen?: boolean; severity?: Severity } {
    return {
      ...(this.isOpen === undefined ? {} : { isOpen: ['true', '1'].includes(this.isOpen) }),
      ...(this.severity === undefined ? {} : { severity: this.severity }),
    };
  }
}
