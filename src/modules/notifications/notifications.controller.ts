import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ListNotificationsQuery } from '@/modules/notifications/dto/list-notifications.query';
import {
  NotificationPageResponse,
  NotificationResponse,
} from '@/modules/notifications/dto/notification.response';
import { NotificationsService } from '@/modules/notifications/notifications.service';
import { idOfCursor } from '@/platform/http/validation/cursor';
import { pageOf } from '@/platform/http/validation/page';
import { limitOf } from '@/platform/http/validation/page.query';

/** What people were told. */
@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /** Lists notifications, newest first, each with what became of it on every channel. */
  @Get()
  @ApiOperation({ summary: 'What people were told, and whether it reached them' })
  @ApiResponse({ status: 200, type: NotificationPageResponse })
  async listNotifications(
    @Query() query: ListNotificationsQuery,
  ): Promise<NotificationPageResponse> {
    const limit = limitOf(query);
    const beforeId = idOfCursor(query.cursor);
    const filter = query.filter();
    const [rows, total] = await Promise.all([
      this.notifications.list(filter, limit + 1, beforeId),
      this.notifications.count(filter),
    ]);
    const page = pageOf(rows, limit, total, ({ notification }) => ({ id: notification.id }));
    return NotificationPageResponse.from(page);
  }

  /** Sends a test message through every channel that is set up. */
  @Post('test')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Try the channels' })
  @ApiResponse({ status: 202, type: NotificationResponse })
  async testNotifications(): Promise<NotificationResponse> {
    return NotificationResponse.fromHistory(await this.notifications.test());
  }

  /** One notification with what became of it. */
  @ApiParam({ name: 'id', description: 'The id of the notification.' })
  @Get(':id')
  @ApiOperation({ summary: 'One notification' })
  @ApiResponse({ status: 200, type: NotificationResponse })
  async getNotification(@Param('id') id: string): Promise<NotificationResponse> {
    return NotificationResponse.fromHistory(await this.notifications.get(id));
  }
}
