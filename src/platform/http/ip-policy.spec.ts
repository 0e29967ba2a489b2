import { IpPolicy } from '@/platform/http/ip-policy';
import { zoneOf } from '@/platform/http/ip-allow.middleware';
import { HttpSettings } from '@/platform/settings/http.settings';

const policyWith = (change: Partial<HttpSettings> = {}): IpPolicy =>
  new IpPolicy(Object.assign(new HttpSettings(), change));

describe(IpPolicy.name, () => {
  it('lets this machine use everything by default', () => {
    const policy = policyWith();
    for (const zone of ['internal', 'tradingview', 'probe'] as const) {
      expect(policy.decide('127.0.0.1', zone)).toBe(true);
      expect(policy.decide('::1', zone)).toBe(true);
      expect(policy.decide('203.0.113.9', zone)).toBe(false);
    }
  });

  it('keeps the zones apart', () => {
    const policy = policyWith();
    expect(policy.decide('52.89.214.238', 'tradingview')).toBe(true);
    expect(policy.decide('52.89.214.238', 'internal')).toBe(false);
    expect(policy.decide('10.1.2.3', 'probe')).toBe(true);
    expect(policy.decide('10.1.2.3', 'internal')).toBe(false);
  });

  it('lets BLOCKED_IPS win in every zone', () => {
    const policy = policyWith({ BLOCKED_IPS: ['127.0.0.1', '52.89.214.0/24'] });
    expect(policy.decide('127.0.0.1', 'internal')).toBe(false);
    expect(policy.decide('127.0.0.2', 'internal')).toBe(true);
    expect(policy.decide('52.89.214.238', 'tradingview')).toBe(false);
  });

  it('reads ranges by their bits, host bits or not', () => {
    const policy = policyWith({
      ALLOWED_IPS: ['10.9.8.7/8', '2001:db8::/33', '::ffff:192.0.2.0/120'],
    });
    expect(policy.decide('10.255.0.1', 'internal')).toBe(true);
    expect(policy.decide('2001:db8:7fff::1', 'internal')).toBe(true);
    expect(policy.decide('2001:db8:8000::1', 'internal')).toBe(false);
    expect(policy.decide('192.0.2.77', 'internal')).toBe(true);
    expect(policy.decide('::ffff:192.0.2.77', 'internal')).toBe(true);
  });

  it('lets nobody in whose address is not known', () => {
    expect(policyWith({ ALLOWED_IPS: ['0.0.0.0/0', '::/0'] }).decide(null, 'internal')).toBe(false);
  });
});

describe(zoneOf.name, () => {
  it.each([
    ['/health/live', 'probe'],
    ['/health/ready/', 'probe'],
    ['/health/', 'internal'],
    ['/health/live/x', 'internal'],
    ['/docs', 'internal'],
    ['/alarms/webhook', 'internal'],
  ])('%s is %s', (path, zone) => {
    expect(zoneOf(path)).toBe(zone);
  });
});
