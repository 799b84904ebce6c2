import type { Language } from './doctor-render.ts';
import type { SetupPlan } from './plan.ts';

const TEXT = {
  en: {
    head: 'The following will be set up on this machine:',
    from: 'from',
    to: 'to',
    undo: 'to uninstall:',
    none: 'Nothing needs to be set up on this machine.',
  },
  zh: {
    head: '将在本机安装以下内容：',
    from: '来源',
    to: '位置',
    undo: '卸载命令：',
    none: '本机无需安装任何内容。',
  },
} as const;

/** @returns what will be installed or built, from where, where to, at what cost, and how to remove it. */
export function renderPlan(plan: SetupPlan, language: Language = 'en'): string {
  const text = TEXT[language];
  if (plan.items.length === 0) return text.none;
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte' });
  const time = new Intl.NumberFormat(language, { style: 'unit', unit: 'second' });
  const lines = plan.items.flatMap((item) => [
    `- ${item.what}  (~${size.format(item.sizeMb)}, ~${time.format(item.seconds)})`,
    `    ${text.from} ${item.from}`,
    `    ${text.to} ${item.to}`,
    `    ${text.undo} ${item.undo}`,
  ]);
  return [text.head, ...lines].join('\n');
}
