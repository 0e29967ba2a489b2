import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type StrategyId } from '@/kernel/ids';
import { alarmTemplatesOf } from '@/modules/strategies/alarm-templates';
import {
  AlarmTemplateListResponse,
  AlarmTemplateResponse,
} from '@/modules/strategies/dto/alarm-template.response';
import { ChangeStrategyRequest } from '@/modules/strategies/dto/change-strategy.request';
import { CreateStrategyRequest } from '@/modules/strategies/dto/create-strategy.request';
import { ListStrategiesQuery } from '@/modules/strategies/dto/list-strategies.query';
import { StrategyListResponse } from '@/modules/strategies/dto/strategy-list.response';
import { StrategyResponse } from '@/modules/strategies/dto/strategy.response';
import { VersionQuery } from '@/modules/strategies/dto/version.query';
import { VersionRequest } from '@/modules/strategies/dto/version.request';
import { etagOf, expectedVersion } from '@/modules/strategies/expected-version';
import { VersionRequiredError } from '@/modules/strategies/strategies.errors';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import type { Strategy } from '@/modules/strategies/strategy';
import { IdParam } from '@/platform/http/id-param.decorator';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { idOfCursor } from '@/platform/http/validation/cursor';
import { pageById } from '@/platform/http/validation/page';
import { limitOf } from '@/platform/http/validation/page.query';

const IfMatch = (): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'ETag of the version that was read, such as "1".',
  });

/** Strategies: read, write, switch, and the alert messages to go with them. */
@ApiTags('strategies')
@Controller('strategies')
export class StrategiesController {
  constructor(private readonly strategies: StrategiesService) {}

  /** Newest first. */
  @Get()
  @ApiOperation({ summary: 'List strategies' })
  async listStrategies(@Query() query: ListStrategiesQuery): Promise<StrategyListResponse> {
    const { limit: _limit, cursor, ...filter } = query;
    const limit = limitOf(query);
    const afterId = idOfCursor(cursor);
    const { rows, total } = await this.strategies.list(filter, limit + 1, afterId);
    return StrategyListResponse.from(pageById(rows, limit, total));
  }

  /** One strategy, deleted ones too. The ETag header is its version. */
  @Get(':id')
  @IdParam('strategy')
  @ApiOperation({ summary: 'Read a strategy' })
  async getStrategy(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StrategyResponse> {
    return answer(await this.strategies.get(id as StrategyId, { withDeleted: true }), response);
  }

  /** The messages to paste into TradingView, filled in, one per signal that the strategy listens to. */
  @Get(':id/alarm-templates')
  @IdParam('strategy')
  @ApiOperation({ summary: 'Get the alert messages of a strategy' })
  async getAlarmTemplates(
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<AlarmTemplateListResponse> {
    const strategy = await this.strategies.get(id as StrategyId);
    const url = webhookUrl(request);
    return AlarmTemplateListResponse.of(
      alarmTemplatesOf(strategy).map((template) => AlarmTemplateResponse.from(template, url)),
    );
  }

  /** Refused with 409 when a live strategy has the same alarm name, instrument and account. */
  @Post()
  @RequiresScope('strategies')
  @ApiOperation({ summary: 'Create a strategy' })
  async createStrategy(
    @Body() body: CreateStrategyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StrategyResponse> {
    const strategy = await this.strategies.create(body);
    response.setHeader('Location', `/strategies/${strategy.id}`);
    return answer(strategy, response);
  }

  /** Changes what the body names. Needs the version that was read: If-Match or `version`; 409 when another one stands. */
  @Patch(':id')
  @IdParam('strategy')
  @RequiresScope('strategies')
  @IfMatch()
  @ApiOperation({ summary: 'Change a strategy' })
  async changeStrategy(
    @Param('id') id: string,
    @Body() body: ChangeStrategyRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StrategyResponse> {
    const { version, ...change } = body;
    const from = required(expectedVersion(ifMatch, version));
    return answer(await this.strategies.change(id as StrategyId, from, change), response);
  }

  /** Deletes it; it opens and closes no more, and its history stays readable. Needs the version, as a change does. */
  @Delete(':id')
  @IdParam('strategy')
  @RequiresScope('strategies')
  @IfMatch()
  @ApiOperation({ summary: 'Delete a strategy' })
  async deleteStrategy(
    @Param('id') id: string,
    @Query() query: VersionQuery,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StrategyResponse> {
    const from = required(expectedVersion(ifMatch, query.version));
    return answer(await this.strategies.remove(id as StrategyId, from), response);
  }

  /** Lets it open again. The version is optional; when given, 409 if another one stands. */
  @Post(':id/on')
  @IdParam('strategy')
  @HttpCode(200)
  @RequiresScope('strategies')
  @IfMatch()
  @ApiOperation({ summary: 'Switch a strategy on' })
  async switchStrategyOn(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
    @Body() body: VersionRequest = new VersionRequest(),
  ): Promise<StrategyResponse> {
    const from = expectedVersion(ifMatch, body.version);
    return answer(await this.strategies.switch(id as StrategyId, true, from), response);
  }

  /** It opens nothing from then on; closes stay allowed. Without a version it always takes effect. */
  @Post(':id/off')
  @IdParam('strategy')
  @HttpCode(200)
  @RequiresScope('strategies')
  @IfMatch()
  @ApiOperation({ summary: 'Switch a strategy off' })
  async switchStrategyOff(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
    @Body() body: VersionRequest = new VersionRequest(),
  ): Promise<StrategyResponse> {
    const from = expectedVersion(ifMatch, body.version);
    return answer(await this.strategies.switch(id as StrategyId, false, from), response);
  }
}

function answer(strategy: Strategy, response: Response): StrategyResponse {
  response.setHeader('ETag', etagOf(strategy.version));
  return StrategyResponse.from(strategy);
}

function required(version: number | null): number {
  if (version === null) throw new VersionRequiredError();
  return version;
}

/** By the address that the caller used: behind a trusted proxy, the public one. */
const webhookUrl = (request: Request): string =>
  `${request.protocol}://${request.get('host') ?? 'localhost'}/alarms/webhook`;
