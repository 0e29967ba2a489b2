import type { KeyRow } from '../model';
import { type Call, type Route, type Routes, WholeBody } from '../route';

/** What a key is and may do. */
export const KEY_ROUTES: Routes = {
  'GET /openApi/account/v1/uid': keyRoute(({ account }) => ({ uid: Number(account.row.uid) })),
  'GET /openApi/v1/account/apiRestrictions': keyRoute(
    ({ key }) => new WholeBody(restrictions(key)),
  ),
  'GET /openApi/v1/account/apiPermissions': keyRoute(
    ({ key }) =>
      new WholeBody({
        apiKey: key?.key ?? '',
        permissions: key?.permissions ?? [],
        ipAddresses: key?.ipAddresses ?? [],
        note: key?.note ?? '',
      }),
  ),
  'GET /openApi/account/v1/apiKey/query': keyRoute(({ exchange, account, params }) => {
    const uid = params.get('uid') ?? account.row.uid;
    const wanted = params.get('apiKey') ?? '';
    const owner = exchange.accountOfUid(uid)?.name;
    return {
      apiInfos: exchange.store
        .all('key')
        .filter((key) => key.account === owner && (wanted === '' || key.key === wanted))
        .map((key) => ({
          apiKey: key.key.length > 8 ? `${key.key.slice(0, 4)}****${key.key.slice(-4)}` : '****',
          note: key.note,
          permissions: key.permissions,
          ipAddresses: key.ipAddresses,
          status: key.revoked ? 2 : 1,
          createTime: key.createdAt,
          updateTime: key.createdAt,
        })),
    };
  }),
};

function keyRoute(answer: (call: Call) => unknown): Route {
  return { access: 'read', envelope: 'no-msg', answer };
}

/** The fields lie at the top, not in `data`. */
function restrictions(key: KeyRow | null): Record<string, unknown> {
  const may = (permission: number): boolean => key?.permissions.includes(permission) === true;
  return {
    code: 0,
    msg: '',
    ipRestrict: (key?.ipAddresses.length ?? 0) > 0,
    createTime: key?.createdAt ?? 0,
    permitsUniversalTransfer: may(4),
    enableReading: may(2),
    enableFutures: may(3),
    enableSpotAndMarginTrading: may(1),
    enableWithdrawals: may(5),
    enableInternalTransfer: may(7),
    enableVanillaOptions: false,
  };
}
