import { strategySide } from '@test/support/builders/strategy-side';
import { isFilled } from '@test/support/harness/order-states';
import { PaperService } from '@test/support/harness/paper-service';

it('trades on when nobody reads its log any more', async () => {
  const paper = await PaperService.start('logs');
  try {
    await paper.createStrategy({ alarmName: 'unread', long: strategySide('0.001') });
    paper.service.closeLogs();
    for (let sent = 0; sent < 5; sent += 1) {
      const { id } = await paper.alarm({ Strategy: 'unread' });
      expect(isFilled(await paper.ordersOf(id, isFilled))).toBe(true);
    }
    expect(paper.service.ended).toBeNull();
    expect((await paper.service.http.get('/health/ready')).status).toBe(200);
  } finally {
    await paper.stop();
  }
});
