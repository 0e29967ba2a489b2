import { alarmBody } from '@test/support/builders/alarm-body';
import { strategyRequest } from '@test/support/builders/strategy-request';
import {
  createServiceDatabase,
  type ServiceDatabase,
} from '@test/support/harness/service-database';
import {
  spawnService,
  type ServiceOptions,
  type ServiceProcess,
} from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

/** Nobody answers there: paper does with its shipped instruments and the alarm's own price. */
export const NO_EXCHANGE = { BINGX_API_URL: 'http://127.0.0.1:9' };

type Change = Readonly<Record<string, unknown>>;

/** A service that trades on paper, with a database of its own and without an exchange. */
export class PaperService {
  private constructor(
    readonly database: ServiceDatabase,
    readonly service: ServiceProcess,
  ) {}

  static async start(label: string, env: ServiceOptions['env'] = {}): Promise<PaperService> {
    const database = await createServiceDatabase(label);
    const service = await spawnService({
      databaseUrl: database.url,
      env: { ...NO_EXCHANGE, ...env },
    });
    return new PaperService(database, service);
  }

  async createStrategy(change: Change): Promise<any> {
    const answer = await this.service.http.post('/strategies/', strategyRequest(change));
    expect(answer.status).toBe(201);
    return answer.json();
  }

  async send(body: string): Promise<any> {
    const answer = await this.service.http.post('/alarms/webhook', body);
    expect(answer.status).toBe(200);
    return answer.json();
  }

  /** Sends an alarm and answers its page once it was worked on. */
  async alarm(change: Change): Promise<any> {
    const { id } = await this.send(alarmBody(change));
    return waitUntil('the alarm to be decided', async () => {
      const page = await this.get(`/alarms/${id}`);
      return page.status === 'received' ? null : page;
    });
  }

  /** The orders of an alarm once they are as wanted. */
  async ordersOf(id: string, isAsWanted: (orders: any[]) => boolean): Promise<any[]> {
    return waitUntil('the orders to settle', async () => {
      const page = await this.get(`/alarms/${id}`);
      const orders = page.decisions.flatMap((decision: any) => decision.orders);
      return isAsWanted(orders) ? orders : null;
    });
  }

  async get(path: string): Promise<any> {
    return (await this.service.http.get(path)).json();
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
  }
}
