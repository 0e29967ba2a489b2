import { Module } from '@nestjs/common';
import { DecisionsRepository } from '@/modules/orders/decisions/decisions.repository';
import { ExternalBooking } from '@/modules/orders/external/external-booking';
import { ExternalOrdersRepository } from '@/modules/orders/external/external-orders.repository';
import { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import { FillsRepository } from '@/modules/orders/fills/fills.repository';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import { OrderLeasesRepository } from '@/modules/orders/order-leases.repository';
import { OrderLedger } from '@/modules/orders/ledger/order-ledger';
import { OrderLedgerRepository } from '@/modules/orders/ledger/order-ledger.repository';
import { OrderPlacing } from '@/modules/orders/order-placing';
import { OrderQueueRepository } from '@/modules/orders/order-queue.repository';
import { OrderReading } from '@/modules/orders/order-reading';
import { OrderRecording } from '@/modules/orders/order-recording';
import { OrdersController } from '@/modules/orders/orders.controller';
import { OrdersRepository } from '@/modules/orders/orders.repository';
import { OrdersService } from '@/modules/orders/orders.service';
import { OverCloseBooking } from '@/modules/orders/ledger/over-close-booking';
import { StopMarksRepository } from '@/modules/orders/stop-marks/stop-marks.repository';
import { StopMarksService } from '@/modules/orders/stop-marks/stop-marks.service';
import { TradingHaltsRepository } from '@/modules/orders/states/trading-halts.repository';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import { TradingSwitchService } from '@/modules/orders/states/trading-switch.service';
import { WorkerBeatsRepository } from '@/modules/orders/worker-beats/worker-beats.repository';
import { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';

/** Decisions and orders with their events and fills, trading states, and worker beats. */
@Module({
  controllers: [OrdersController],
  providers: [
    DecisionsRepository,
    OrdersRepository,
    OrderEventsRepository,
    FillsRepository,
    OrderQueueRepository,
    OrderLedgerRepository,
    OrderLeasesRepository,
    StopMarksRepository,
    TradingStatesRepository,
    TradingHaltsRepository,
    WorkerBeatsRepository,
    OrderPlacing,
    OrderRecording,
    OrderReading,
    OrderLedger,
    ExternalOrdersRepository,
    ExternalBooking,
    OverCloseBooking,
    ExternalOrdersService,
    OrdersService,
    StopMarksService,
    TradingStateService,
    TradingSwitchService,
    WorkerBeatsService,
  ],
  exports: [
    OrdersService,
    StopMarksService,
    ExternalOrdersService,
    TradingStateService,
    TradingSwitchService,
    WorkerBeatsService,
  ],
})
export class OrdersModule {}
