import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { LeaseEntity } from '@/platform/database/lease.entity';
import { LeaseRepository } from '@/platform/database/lease.repository';
import { CONNECTIONS, type Connections } from '@/platform/database/unit-of-work';
import { hasInstanceEnded, InstanceName } from '@/platform/identity/instance-name';

/**
 * Leases that nobody works under any more, freed so that nobody waits for their end: at the start those of processes of
 * this machine that were killed, at the end our own. Where nothing can be proved, in another container say, they run out.
 */
@Injectable()
export class InstanceLeases implements OnModuleInit {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    private readonly instance: InstanceName,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(InstanceLeases.name);
  }

  async onModuleInit(): Promise<void> {
    const ended = await this.release(hasInstanceEnded);
    if (ended.size > 0)
      this.logger.info({ ended: [...ended] }, 'leases of processes that are gone were freed');
  }

  /** Only once every worker has stopped. */
  async releaseOwn(): Promise<void> {
    await this.release((owner) => owner === this.instance.text);
  }

  private async release(isOver: (owner: string) => boolean): Promise<ReadonlySet<string>> {
    const owners = new Set<string>();
    const sources = [...this.connections.values()].filter((one) => one.hasMetadata(LeaseEntity));
    await Promise.all(
      sources.map(async (source) => {
        for (const owner of await new LeaseRepository(source).releaseOf(isOver)) owners.add(owner);
      }),
    ).catch((err: unknown) => {
      this.logger.warn({ err }, 'leases could not be freed; they run out by themselves');
    });
    return owners;
  }
}
