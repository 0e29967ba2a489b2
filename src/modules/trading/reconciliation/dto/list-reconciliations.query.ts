import { IsIn, IsOptional, Matches } from 'class-validator';
import { PageQuery } from '@/platform/http/validation/page.query';

/** Which reconciliations or external orders a list shows. */
export class ListReconciliationsQuery extends PageQuery {
  /** Only those of this account. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'must be the name of an account' })
  account?: string;
}

/** Which drifts a list shows. */
export class ListDriftsQuery extends ListReconciliationsQuery {
  /** `open`: the books still differ; `all`: also those that are gone. */
  @IsOptional()
  @IsIn(['open', 'all'])
  state?: 'open' | 'all' = 'open';
}
