import type { Language } from './doctor-render.ts';
import type { SetupPlan } from './plan.ts';

const TEXT = {
  en: {
    head: 'This will be set up on the machine:',
    from: 'from',
    to: 'to',
    undo: 'take it off again:',
    none: 'Nothing has to be set up on the machine.',
  },
  zh: {
    head: '将在这台机器上安装：',
    from: '来源',
    to: '位置',
    undo: '卸载命令：',
    none: '这台机器无需安装任何东西。',
  },
} as const;

/** @returns what will be installed or built, from where, where to, what it costs and how it goes again. */
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
