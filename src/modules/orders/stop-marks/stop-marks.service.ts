import { Injectable } from '@nestjs/common';
import type { OrderId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import type { StopMark } from '@/modules/orders/stop-marks/stop-mark';
import { StopMarksRepository } from '@/modules/orders/stop-marks/stop-marks.repository';

/** How far stops have followed the price; survives restarts and never goes back. */
@Injectable()
export class StopMarksService {
  constructor(private readonly marks: StopMarksRepository) {}

  /** The marks kept with these entries. */
  of(orderIds: readonly OrderId[]): Promise<readonly StopMark[]> {
    return this.marks.of(orderIds);
  }

  /** Keeps the better of this and what stands. */
  advance(mark: StopMark, side: PositionSide): Promise<void> {
    return this.marks.advance(mark, side);
  }
}
