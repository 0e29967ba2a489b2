/** One variable that cannot be used, and the rule that it breaks. Never the value: it may be a secret. */
export interface SettingProblem {
  readonly name: string;
  readonly rule: string;
}

/** The environment cannot be used. Lists everything that is wrong with it at once. */
export class InvalidSettingsError extends Error {
  constructor(readonly problems: readonly SettingProblem[]) {
    super(
      [
        `${String(problems.length)} ${problems.length === 1 ? 'setting is' : 'settings are'} not usable:`,
        ...problems.map(({ name, rule }) => `  ${name}: ${rule}`),
      ].join('\n'),
    );
    this.name = 'InvalidSettingsError';
  }
}
