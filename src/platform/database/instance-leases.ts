import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { LeaseEntity } from '@/platform/database/lease.entity';
import { LeaseRepository } from '@/platform/database/lease.repository';
import { CONNECTIONS, type Connections } from '@/platform/database/unit-of-work';
import { hasInstanceEnded } from '@/platform/identity/instance-name';

/**
 * At the start, frees the leases of processes of this machine that were killed: a restart by a supervisor then goes on
 * with their alarms and orders at once. Where nothing can be proved, in another container say, leases run out.
 */
@Injectable()
export class PredecessorLeases implements OnModuleInit {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PredecessorLeases.name);
  }

  async onModuleInit(): Promise<void> {
    const sources = [...this.connections.values()].filter((one) => one.hasMetadata(LeaseEntity));
    await Promise.all(
      sources.map(async (source) => {
        const ended = await new LeaseRepository(source).releaseOfEnded(hasInstanceEnded);
        if (ended.length > 0)
          this.logger.info({ ended }, 'leases of processes that are gone were freed');
      }),
    ).catch((err: unknown) => {
      this.logger.warn(
        { err },
        'leases of processes that are gone could not be freed; they run out',
      );
    });
  }
}
