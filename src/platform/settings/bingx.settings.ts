import { IsArray, IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { EachIsFollowedCandle, IsHttpBaseUrl } from '@/platform/settings/rules';

/** The BingX account. The host alone decides between real and demo money. */
export class BingxSettings {
  /** Live: https://open-api.bingx.com, demo: https://open-api-vst.bingx.com. */
  @IsHttpBaseUrl()
  BINGX_API_URL = 'https://open-api.bingx.com';

  /** API key; empty leaves BingX without an account. */
  @IsString()
  BINGX_API_KEY = '';

  /** Secret key that signs the requests. */
  @IsString()
  BINGX_SECRET_KEY = '';

  /** Time limit of one request to BingX, in milliseconds. */
  @IsInt()
  @Min(200)
  @Max(60_000)
  BINGX_TIMEOUT_MS = 5_000;

  /** Whether prices and order events also come by websocket; false asks by REST only. */
  @IsIn(['true', 'false'])
  BINGX_STREAMS: 'true' | 'false' = 'true';

  /** Candles to keep as they close, such as bingx-usdt-m/BTC-USDT@1m. */
  @IsArray()
  @EachIsFollowedCandle()
  BINGX_FOLLOW_CANDLES: string[] = [];
}
