import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam } from '@/platform/http/id-param.decorator';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { idOfCursor } from '@/platform/http/validation/cursor';
import { limitOf, PageQuery } from '@/platform/http/validation/page.query';
import { pageById } from '@/platform/http/validation/page';
import { CreateWebhookSecretRequest } from './dto/create-webhook-secret.request';
import {
  NewWebhookSecretResponse,
  WebhookSecretListResponse,
  WebhookSecretResponse,
} from './dto/webhook-secret.response';
import { WebhookSecretsService } from './webhook-secrets.service';

/** The secrets that open the webhook, besides the one of the settings. */
@ApiTags('webhook')
@Controller('webhook-secrets')
@RequiresScope('admin')
export class WebhookSecretsController {
  constructor(private readonly secrets: WebhookSecretsService) {}

  /** Newest first, revoked ones included. Shows no secret. */
  @Get()
  @ApiOperation({ summary: 'List the secrets of the webhook' })
  @ApiOkResponse({ type: WebhookSecretListResponse })
  async listWebhookSecrets(@Query() query: PageQuery): Promise<WebhookSecretListResponse> {
    const afterId = idOfCursor(query.cursor);
    const limit = limitOf(query);
    const { rows, total } = await this.secrets.list(limit + 1, afterId);
    return WebhookSecretListResponse.from(pageById(rows, limit, total));
  }

  /** Makes a random secret of 192 bits and shows it this once. From the first one on the webhook asks for a secret. */
  @Post()
  @ApiOperation({ summary: 'Create a secret for the webhook' })
  @ApiCreatedResponse({ type: NewWebhookSecretResponse })
  async createWebhookSecret(
    @Body() request: CreateWebhookSecretRequest,
  ): Promise<NewWebhookSecretResponse> {
    const { stored, secret } = await this.secrets.create(request.name);
    return NewWebhookSecretResponse.fromNew(stored, secret);
  }

  /** It opens nothing any more: here at once, on other instances within some seconds. */
  @Delete(':id')
  @ApiOperation({ summary: 'Revoke a secret of the webhook' })
  @IdParam('secret')
  @ApiOkResponse({ type: WebhookSecretResponse })
  async revokeWebhookSecret(@Param('id') id: string): Promise<WebhookSecretResponse> {
    return WebhookSecretResponse.from(await this.secrets.revoke(id));
  }
}
