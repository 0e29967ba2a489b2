import { Injectable } from '@nestjs/common';
import {
  environmentOf,
  hostKindOf,
  type BingxHostKind,
} from '@/modules/exchanges/adapters/bingx/bingx.environment';
import {
  keyEndOf,
  type AccountFindings,
  type AccountProblem,
  type Credentials,
} from '@/modules/exchanges/credentials/exchange-account';
import type { AccountReading } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import { BingxSettings } from '@/platform/settings/bingx.settings';

/** Name of the account that the BingX keys of the settings make. */
export const BINGX_ACCOUNT = 'bingx';

const NOTHING_FOUND: AccountFindings = {
  uid: null,
  permissions: null,
  ipRestricted: null,
  positionMode: null,
  clockOffsetMs: null,
  checkedAt: null,
};

/** The account whose key stands in the settings. What is found of it lives as long as the process. */
@Injectable()
export class SettingsAccount {
  private reading: AccountReading = { findings: NOTHING_FOUND, status: 'active', problem: null };

  constructor(private readonly settings: BingxSettings) {}

  get isConfigured(): boolean {
    return this.settings.BINGX_API_KEY !== '';
  }

  get environment(): 'live' | 'demo' {
    return environmentOf(this.settings.BINGX_API_URL);
  }

  /** Where public data comes from, and this account lives. */
  get hostKind(): BingxHostKind {
    return hostKindOf(this.settings.BINGX_API_URL);
  }

  get keyEnd(): string | null {
    return keyEndOf(this.settings.BINGX_API_KEY);
  }

  get last(): AccountReading {
    return this.reading;
  }

  /** For the check of the key; not to be kept. */
  get credentials(): Credentials {
    return { apiKey: this.settings.BINGX_API_KEY, secretKey: this.settings.BINGX_SECRET_KEY };
  }

  note(reading: AccountReading): void {
    this.reading = reading;
  }

  /** False when it was known. */
  markInvalid(problem: AccountProblem): boolean {
    if (this.reading.status === 'invalid') return false;
    this.reading = { ...this.reading, status: 'invalid', problem };
    return true;
  }
}
