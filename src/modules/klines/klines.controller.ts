import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { instrumentOf } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import { BackfillKlinesRequest } from '@/modules/klines/dto/backfill-klines.request';
import {
  BackfillResponse,
  KlineListResponse,
  KlineResponse,
} from '@/modules/klines/dto/kline.response';
import { ListKlinesQuery } from '@/modules/klines/dto/list-klines.query';
import { KlinesService } from '@/modules/klines/klines.service';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

const DEFAULT_LIMIT = 500;

/** Stored candles. */
@ApiTags('klines')
@Controller('klines')
export class KlinesController {
  constructor(private readonly klines: KlinesService) {}

  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'Lists stored candles, ascending by open time' })
  async listKlines(@Query() query: ListKlinesQuery): Promise<KlineListResponse> {
    const span = { from: timeOf(query.from), to: timeOf(query.to) };
    // The query was validated: the timeframe is canonical.
    const timeframe = query.timeframe as Timeframe;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const candles = await this.klines.list(instrumentOf(query.instrument), timeframe, span, limit);
    return KlineListResponse.of(candles.map((candle) => KlineResponse.from(candle)));
  }

  @Post('backfill')
  @HttpCode(200)
  @RequiresScope('admin')
  @ApiOperation({ summary: 'Fetches candles from the exchange and keeps them' })
  async backfillKlines(@Body() request: BackfillKlinesRequest): Promise<BackfillResponse> {
    const instrument = instrumentOf(request.instrument);
    const timeframe = request.timeframe as Timeframe;
    const recorded = await this.klines.backfill(
      instrument,
      timeframe,
      new Date(request.from),
      new Date(request.to),
    );
    return Object.assign(new BackfillResponse(), { recorded });
  }
}

const timeOf = (text: string | undefined): Date | null =>
  text === undefined ? null : new Date(text);
