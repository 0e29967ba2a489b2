import { ArrayNotEmpty, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { EachIsAddressRange, IsListenAddress } from '@/platform/settings/rules';

/** Where the service listens and whom it listens to. */
export class HttpSettings {
  /** TCP port; 0 takes a free one. */
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT = 8000;

  /** Address to bind. Loopback unless a proxy or a load balancer must reach it. */
  @IsListenAddress()
  HOST = '127.0.0.1';

  /** Which part runs here: everything, only the HTTP side, or only the trading workers. */
  @IsIn(['all', 'api', 'worker'])
  ROLE: 'all' | 'api' | 'worker' = 'all';

  /** Addresses and CIDR ranges that may use the API, /docs and unknown paths. */
  @IsArray()
  @ArrayNotEmpty()
  @EachIsAddressRange()
  ALLOWED_IPS: string[] = ['127.0.0.0/8', '::1'];

  /** Addresses and ranges that may use nothing, whatever the other lists say. */
  @IsArray()
  @EachIsAddressRange()
  BLOCKED_IPS: string[] = [];

  /** Senders of the webhook: TradingView's four addresses and this machine. */
  @IsArray()
  @ArrayNotEmpty()
  @EachIsAddressRange()
  WEBHOOK_ALLOWED_IPS: string[] = [
    '52.89.214.238',
    '34.212.75.30',
    '54.218.53.128',
    '52.32.178.7',
    '127.0.0.0/8',
    '::1',
  ];

  /** Callers of /health/live and /health/ready. */
  @IsArray()
  @ArrayNotEmpty()
  @EachIsAddressRange()
  PROBE_ALLOWED_IPS: string[] = [
    '127.0.0.0/8',
    '::1',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
  ];

  /** Proxies whose X-Forwarded-For is believed; empty believes nobody. */
  @IsArray()
  @EachIsAddressRange()
  TRUSTED_PROXIES: string[] = [];
}
