import {
  CannotSealError,
  MasterKeyMissingError,
  SealBrokenError,
} from '@/modules/exchanges/credentials/envelope.errors';
import type {
  Credentials,
  SealedCredentials,
} from '@/modules/exchanges/credentials/exchange-account';
import {
  DATA_KEY_ID,
  newDataKey,
  open,
  seal,
  type Sealed,
  type SealedPlace,
} from '@/modules/exchanges/credentials/envelope';
import { readMasterKey } from '@/platform/settings/master-key';

/** The table whose rows are sealed; part of every seal. */
export const ACCOUNT_TABLE = 'exchange_account';

/** Whose credentials, and which of them: the version grows with every new key. */
export interface SealedRow {
  readonly id: string;
  readonly keyVersion: number;
  readonly sealed: SealedCredentials;
}

/** Seals and opens the keys of accounts: a master key wraps one random data key a row, which seals its fields. */
export class CredentialVault {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly first: string | null;

  /** Takes the entries of CREDENTIALS_KEY; throws a RangeError for one that is none. */
  constructor(entries: readonly string[]) {
    const keys = entries.map((entry) => {
      const key = readMasterKey(entry);
      if (key === null) throw new RangeError('an entry of CREDENTIALS_KEY is no key');
      return key;
    });
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
    this.first = keys[0]?.id ?? null;
  }

  /** The id of the key that seals; null when none is configured. */
  get sealingKeyId(): string | null {
    return this.first;
  }

  /** Seals under a new data key. Throws CannotSealError. */
  seal(id: string, keyVersion: number, credentials: Credentials): SealedCredentials {
    const dataKey = newDataKey();
    const sealField = (field: string, text: string): Sealed =>
      seal(dataKey, DATA_KEY_ID, placeOf(id, field, keyVersion), Buffer.from(text, 'utf8'));
    const sealed = {
      dataKey: this.wrap(dataKey, placeOf(id, 'data_key', keyVersion)),
      apiKey: sealField('api_key', credentials.apiKey),
      secretKey: sealField('secret_key', credentials.secretKey),
    };
    dataKey.fill(0);
    return sealed;
  }

  /** Throws MasterKeyMissingError or SealBrokenError. */
  open({ id, keyVersion, sealed }: SealedRow): Credentials {
    const dataKey = this.unwrap({ id, keyVersion, sealed });
    const openField = (field: string, value: Sealed): string => {
      if (value.kid !== DATA_KEY_ID) throw new SealBrokenError(field);
      return open(dataKey, placeOf(id, field, keyVersion), value).toString('utf8');
    };
    const apiKey = openField('api_key', sealed.apiKey);
    const secretKey = openField('secret_key', sealed.secretKey);
    dataKey.fill(0);
    return { apiKey, secretKey };
  }

  /** The data key wrapped by the first master key; null when it is already. Fields stay as they are. */
  rewrap(row: SealedRow): Sealed | null {
    if (row.sealed.dataKey.kid === this.first) return null;
    const dataKey = this.unwrap(row);
    const wrapped = this.wrap(dataKey, placeOf(row.id, 'data_key', row.keyVersion));
    dataKey.fill(0);
    return wrapped;
  }

  private wrap(dataKey: Buffer, place: SealedPlace): Sealed {
    const key = this.first === null ? undefined : this.keys.get(this.first);
    if (this.first === null || key === undefined) throw new CannotSealError();
    return seal(key, this.first, place, dataKey);
  }

  private unwrap({ id, keyVersion, sealed }: SealedRow): Buffer {
    const { kid } = sealed.dataKey;
    const key = this.keys.get(kid);
    if (key === undefined) throw new MasterKeyMissingError(kid);
    return open(key, placeOf(id, 'data_key', keyVersion), sealed.dataKey);
  }
}

const placeOf = (rowId: string, field: string, keyVersion: number): SealedPlace => ({
  table: ACCOUNT_TABLE,
  rowId,
  field,
  keyVersion,
});
