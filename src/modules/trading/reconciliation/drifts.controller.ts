import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import { IdParam } from '@/platform/http/id-param.decorator';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { idOfCursor } from '@/platform/http/validation/cursor';
import { pageById } from '@/platform/http/validation/page';
import { limitOf } from '@/platform/http/validation/page.query';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import {
  DriftPageResponse,
  DriftResponse,
  ExternalOrderPageResponse,
} from '@/modules/trading/reconciliation/dto/drift.response';
import {
  ListDriftsQuery,
  ListReconciliationsQuery,
} from '@/modules/trading/reconciliation/dto/list-reconciliations.query';
import { AcknowledgeDriftRequest } from '@/modules/trading/reconciliation/dto/reconciliation.request';

/** What the venues have that our books do not: drifts, and orders of others. */
@ApiTags('trading')
@Controller('trading')
export class DriftsController {
  constructor(
    private readonly drifts: Drifts,
    private readonly external: ExternalOrdersService,
  ) {}

  /** Differences between the books, newest first; without `state` those that last. */
  @Get('drifts')
  @RequiresScope('read')
  @ApiOperation({ summary: 'List differences between our books and the venues' })
  @ApiOkResponse({ type: DriftPageResponse })
  async listDrifts(@Query() query: ListDriftsQuery): Promise<DriftPageResponse> {
    const limit = limitOf(query);
    const { account = null, state = 'open' } = query;
    const { rows, total } = await this.drifts.list(
      state,
      account,
      limit + 1,
      idOfCursor(query.cursor),
    );
    return DriftPageResponse.from(pageById(rows, limit, total));
  }

  /** Accepts a difference as it is: entries of its lane are sent again, until the books differ in another way. */
  @Post('drifts/:id/acknowledge')
  @HttpCode(200)
  @RequiresScope('trade')
  @IdParam('drift')
  @ApiOperation({ summary: 'Accept a difference, by name and with a reason' })
  async acknowledgeDrift(
    @Param('id') id: string,
    @Body() { by, why }: AcknowledgeDriftRequest,
  ): Promise<DriftResponse> {
    return DriftResponse.from(await this.drifts.acknowledge(id, by, why));
  }

  /** Orders on the venues that our books did not make, newest first. They are shown and not touched. */
  @Get('external-orders')
  @RequiresScope('read')
  @ApiOperation({ summary: 'List orders on the venues that are not ours' })
  @ApiOkResponse({ type: ExternalOrderPageResponse })
  async listExternalOrders(
    @Query() query: ListReconciliationsQuery,
  ): Promise<ExternalOrderPageResponse> {
    const limit = limitOf(query);
    const { rows, total } = await this.external.list(
      query.account ?? null,
      limit + 1,
      idOfCursor(query.cursor),
    );
    return ExternalOrderPageResponse.from(pageById(rows, limit, total));
  }
}
