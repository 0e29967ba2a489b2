import { Module } from '@nestjs/common';
import { AlarmArrivals } from './alarm-arrivals';
import { AlarmInboxRepository } from './alarm-inbox.repository';
import { AlarmIntake } from './alarm-intake';
import { AlarmListRepository } from './alarm-list.repository';
import { AlarmsController } from './alarms.controller';
import { AlarmsRepository } from './alarms.repository';
import { AlarmsService } from './alarms.service';
import { LaneLeases } from './lane-leases.repository';
import { WebhookAuthentication } from './webhook-authentication';
import { WebhookSecretsController } from './webhook-secrets.controller';
import { WebhookSecretsRepository } from './webhook-secrets.repository';
import { WebhookSecretsService } from './webhook-secrets.service';
import { WebhookEndpoint } from './webhook.endpoint';

/** The inbox of TradingView alarms. It needs no other module: taking in an alarm works while everything else is down. */
@Module({
  controllers: [AlarmsController, WebhookSecretsController],
  providers: [
    AlarmArrivals,
    AlarmInboxRepository,
    AlarmIntake,
    AlarmListRepository,
    AlarmsRepository,
    AlarmsService,
    LaneLeases,
    WebhookAuthentication,
    WebhookEndpoint,
    WebhookSecretsRepository,
    WebhookSecretsService,
  ],
  exports: [AlarmsService, WebhookEndpoint],
})
export class AlarmsModule {}
