import { describe, expect, it } from 'vitest';
import { en, type MessageKey } from './en.ts';
import { claimText, LANGUAGES, translator } from './translate.ts';
import { zh } from './zh.ts';

const keys = Object.keys(en) as MessageKey[];
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('the message catalogues', () => {
  it('have the same keys, and the same placeholders under each', () => {
    expect(Object.keys(zh).sort()).toEqual([...keys].sort());
    for (const key of keys) expect([key, placeholders(zh[key])]).toEqual([key, placeholders(en[key])]);
  });

  it('have no empty sentence, and Chinese is Chinese unless it is a name', () => {
    const names = new Set(['subject.dify', 'subject.kubernetes', 'section.9.1']);
    for (const key of keys) {
      expect(en[key].trim()).not.toBe('');
      if (!names.has(key)) expect([key, /\p{Script=Han}/u.test(zh[key])]).toEqual([key, true]);
    }
  });

  it('leave values as they are and refuse a key that does not exist', () => {
    for (const language of LANGUAGES) {
      const t = translator(language);
      expect(t('check.blocked-by', { by: '<b>$t(x)&' })).toContain('<b>$t(x)&');
      expect(() => t('no-such-key' as MessageKey)).toThrow('no-such-key');
    }
  });

  it("keep the recorded words of a claim that this version doesn't know", () => {
    const claim = { id: 'NEW-1', section: '1', text: 'From a later version.', state: 'added', how: 'live' } as const;
    expect(claimText(claim, 'zh')).toBe('From a later version.');
    expect(claimText({ ...claim, id: 'NET-2' }, 'zh')).toContain('Ingress');
  });
});
