import { createHmac } from 'node:crypto';
import { json, startBingxStub, type SeenRequest } from '@test/contract/bingx-stub';

/** What the stub says of one key. */
export interface StubKey {
  readonly uid: string;
  readonly secret: string;
  /** 1 spot, 2 read, 3 futures, 4 transfer, 5 withdraw. */
  readonly permissions: readonly number[];
  readonly asset: string;
  readonly ipRestrict: boolean;
  readonly isAddressWrong: boolean;
  /** Says nothing of withdrawals, neither in flags nor in a list. */
  readonly isSilent: boolean;
  readonly isGone: boolean;
}

export interface KeyStub {
  readonly url: string;
  readonly keys: Map<string, StubKey>;
  put(key: string, secret: string, change: Partial<StubKey> & { readonly uid: string }): void;
  close(): Promise<void>;
}

const refusal = (code: number, msg: string) => ({ code, msg, timestamp: 1734021585654 });

/** A stub of BingX that knows several keys and what each may do. */
export async function startKeyStub(): Promise<KeyStub> {
  const stub = await startBingxStub();
  const keys = new Map<string, StubKey>();
  const on = (route: string, needs: number, answer: (key: StubKey) => unknown): void =>
    stub.on(route, (request, response) => {
      const key = keys.get(String(request.headers['x-bx-apikey']));
      json(problemOf(request, key, needs) ?? (key === undefined ? {} : answer(key)))(
        request,
        response,
      );
    });
  on('GET /openApi/account/v1/uid', 2, ({ uid }) => ({ code: 0, data: { uid: Number(uid) } }));
  on('GET /openApi/v1/account/apiRestrictions', 0, (key) => ({
    ...{ code: 0, msg: '', ipRestrict: key.ipRestrict },
    enableReading: key.permissions.includes(2),
    enableFutures: key.permissions.includes(3),
    enableSpotAndMarginTrading: key.permissions.includes(1),
    ...(key.isSilent ? {} : { enableWithdrawals: key.permissions.includes(5) }),
  }));
  on('GET /openApi/v1/account/apiPermissions', 0, ({ permissions, isSilent }) =>
    isSilent ? refusal(100004, 'Permission denied') : { apiKey: '', permissions, note: '' },
  );
  on('GET /openApi/swap/v3/user/balance', 2, ({ asset }) => ({
    ...{ code: 0, msg: '' },
    data: [{ asset, balance: '50', equity: '50', availableMargin: '50' }],
  }));
  on('GET /openApi/swap/v1/positionSide/dual', 3, () => ({
    ...{ code: 0, msg: '' },
    data: { dualSidePosition: 'true' },
  }));
  on('DELETE /openApi/swap/v2/trade/order', 3, () => ({ code: 0, data: { order: {} } }));
  const standard = { permissions: [2, 3], asset: 'USDT', ipRestrict: true } as const;
  const healthy = { isAddressWrong: false, isSilent: false, isGone: false } as const;
  return {
    url: stub.url,
    keys,
    put: (key, secret, change) => keys.set(key, { ...standard, ...healthy, secret, ...change }),
    close: () => stub.close(),
  };
}

function problemOf(request: SeenRequest, key: StubKey | undefined, needs: number): unknown {
  if (key === undefined || key.isGone) return refusal(100413, 'Incorrect apiKey');
  const params = [...request.params].filter(([name]) => name !== 'signature');
  const text = params.map(([name, value]) => `${name}=${value}`).join('&');
  const signature = createHmac('sha256', key.secret).update(text).digest('hex');
  if (signature !== request.params.get('signature'))
    return refusal(100001, 'Signature verification failed due to signature mismatch');
  if (key.isAddressWrong)
    return refusal(100419, 'your current request IP does not match whitelist');
  if (needs !== 0 && !key.permissions.includes(needs))
    return refusal(100004, 'Permission denied as the API key was created without the permission');
  return null;
}
