import { createInstance } from 'i18next';
import type { Claim } from '../../core/model/run.ts';
import { en, type MessageKey } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/**
 * A text of the catalogue in one language, with `{{values}}` filled in.
 * @throws Error for an unknown key: templates are not type-checked, but tested.
 */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** @returns the translation function of a language. Values are not escaped here: each output format does its own escaping. */
export function translator(language: Language): Translate {
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, zh: { translation: zh } },
  });
  return (key, values = {}) => {
    if (!i18n.exists(key)) throw new Error(`no message "${key}" in language "${language}"`);
    return i18n.t(key, values);
  };
}

/** @returns the claim in the reader's language; a claim that this version does not know keeps its recorded text. */
export function claimText(claim: Claim, language: Language): string {
  const key = `claim.${claim.id}` as MessageKey;
  return language === 'zh' ? (zh[key] ?? claim.text) : claim.text;
}
