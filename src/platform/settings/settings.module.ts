import { Global, Module, type Provider } from '@nestjs/common';
import { loadSettings } from '@/platform/settings/load-settings';
import { SETTINGS_CLASSES, type Settings } from '@/platform/settings/settings';

/** Token of all settings at once; consumers inject the class that they need instead. */
export const SETTINGS = Symbol('SETTINGS');

/** Every settings class under its own token, out of one loaded set. */
export const SETTINGS_PROVIDERS: readonly Provider[] = SETTINGS_CLASSES.map((type) => ({
  provide: type,
  inject: [SETTINGS],
  useFactory: (settings: Settings): object | undefined =>
    sectionsOf(settings).find((section) => section instanceof type),
}));

const sectionsOf = (settings: Settings): readonly object[] =>
  Object.values<object>({ ...settings });

/** Loads the settings once for the whole application. */
@Global()
@Module({
  providers: [{ provide: SETTINGS, useFactory: () => loadSettings() }, ...SETTINGS_PROVIDERS],
  exports: [SETTINGS, ...SETTINGS_CLASSES],
})
export class SettingsModule {}
