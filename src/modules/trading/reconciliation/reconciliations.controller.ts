import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam } from '@/platform/http/id-param.decorator';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { idOfCursor } from '@/platform/http/validation/cursor';
import { pageById, wholePage } from '@/platform/http/validation/page';
import { limitOf } from '@/platform/http/validation/page.query';
import { ListReconciliationsQuery } from '@/modules/trading/reconciliation/dto/list-reconciliations.query';
import { ReconciliationRequest } from '@/modules/trading/reconciliation/dto/reconciliation.request';
import {
  ReconciliationPageResponse,
  ReconciliationResponse,
} from '@/modules/trading/reconciliation/dto/reconciliation.response';
import { Reconciliations } from '@/modules/trading/reconciliation/reconciliations';

/** Comparisons of our books with the venues'. */
@ApiTags('trading')
@Controller('trading/reconciliations')
export class ReconciliationsController {
  constructor(private readonly reconciliations: Reconciliations) {}

  /** Asks for a comparison, one for each venue of the account; it is made soon, by whichever process gets to it. */
  @Post()
  @HttpCode(202)
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Compare the books with the venues now' })
  @ApiAcceptedResponse({ type: ReconciliationPageResponse })
  async askForReconciliation(
    @Body() { account }: ReconciliationRequest,
  ): Promise<ReconciliationPageResponse> {
    const items =
      account === undefined
        ? await this.reconciliations.reconcileAll()
        : await this.reconciliations.reconcileAccount(account, 'asked');
    return ReconciliationPageResponse.from(wholePage(items));
  }

  /** Comparisons, newest first. Those of the timer that found nothing are kept for a day. */
  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'List comparisons of the books, newest first' })
  @ApiOkResponse({ type: ReconciliationPageResponse })
  async listReconciliations(
    @Query() query: ListReconciliationsQuery,
  ): Promise<ReconciliationPageResponse> {
    const limit = limitOf(query);
    const before = idOfCursor(query.cursor);
    const { rows, total } = await this.reconciliations.list(
      query.account ?? null,
      limit + 1,
      before,
    );
    return ReconciliationPageResponse.from(pageById(rows, limit, total));
  }

  /** One comparison with what it did. */
  @Get(':id')
  @RequiresScope('read')
  @IdParam('comparison')
  @ApiOperation({ summary: 'Read one comparison of the books' })
  async getReconciliation(@Param('id') id: string): Promise<ReconciliationResponse> {
    return ReconciliationResponse.from(await this.reconciliations.get(id));
  }
}
