import { IsInt, IsString, Max, Min } from 'class-validator';
import { IsHttpBaseUrl } from '@/platform/settings/rules';

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
}
