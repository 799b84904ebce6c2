import stringWidth from 'string-width';
import type { DoctorReport, DoctorRow, RowId } from './doctor-model.ts';

export type Language = 'en' | 'zh';

const LABELS: Record<Language, Record<RowId, string>> = {
  en: {
    engine: 'Docker engine',
    docker: 'Docker client',
    kind: 'kind',
    kubectl: 'kubectl',
    k6: 'k6',
    chromium: 'Chromium',
    go: 'Go',
    python3: 'Python 3',
    pip: 'pip',
    mmdebstrap: 'mmdebstrap',
    envsubst: 'envsubst',
    'disk-cache': 'disk (cache)',
    'disk-docker': 'disk (Docker)',
    memory: 'memory',
    cores: 'cores',
    'cpu-budget': 'CPU budget',
    loopback: 'loopback ports',
    cgroups: 'cgroups',
    inotify: 'inotify limits',
    privileges: 'privileges',
  },
  zh: {
    engine: 'Docker 引擎',
    docker: 'Docker 客户端',
    kind: 'kind',
    kubectl: 'kubectl',
    k6: 'k6',
    chromium: 'Chromium',
    go: 'Go',
    python3: 'Python 3',
    pip: 'pip',
    mmdebstrap: 'mmdebstrap',
    envsubst: 'envsubst',
    'disk-cache': '磁盘（缓存）',
    'disk-docker': '磁盘（Docker）',
    memory: '内存',
    cores: 'CPU 核数',
    'cpu-budget': 'CPU 预算',
    loopback: '回环端口',
    cgroups: 'cgroups',
    inotify: 'inotify 上限',
    privileges: '权限',
  },
};

const TEXT = {
  en: {
    head: ['requirement', 'status', 'version', 'source', 'found'],
    ok: 'ok',
    missing: 'MISSING',
    warn: 'warn',
    unused: 'not used',
    automatic: 'fixed by run, or by hand:',
    manual: 'next:',
    ready: 'This machine is ready for a run.',
    notReady: 'This machine is not ready for a run yet.',
  },
  zh: {
    head: ['检查项', '状态', '版本', '来源', '实测'],
    ok: '正常',
    missing: '缺失',
    warn: '注意',
    unused: '未使用',
    automatic: 'run 会自动修复，或手动执行：',
    manual: '请执行：',
    ready: '本机已具备运行条件。',
    notReady: '本机尚不具备运行条件。',
  },
} as const;

/** @returns the report as plain text columns, each missing requirement followed by the command that fixes it. */
export function renderDoctor(report: DoctorReport, language: Language = 'en'): string {
  const text = TEXT[language];
  const table = report.rows.map((row) => cells(row, language));
  const widths = text.head.map((title, column) =>
    Math.max(stringWidth(title), ...table.map((line) => stringWidth(line[column] ?? ''))),
  );
  const line = (values: readonly string[]): string =>
    values.map((value, column) => pad(value, column === values.length - 1 ? 0 : (widths[column] ?? 0))).join('  ');
  const body = report.rows.flatMap((row, index) => [line(table[index] ?? []), ...fixLines(row, language)]);
  return [line(text.head), ...body, '', report.ready ? text.ready : text.notReady].join('\n');
}

function cells(row: DoctorRow, language: Language): string[] {
  return [LABELS[language][row.id], TEXT[language][row.state], row.version ?? '', row.from ?? '', row.value];
}

function fixLines(row: DoctorRow, language: Language): string[] {
  if (!row.fix) return [];
  const text = TEXT[language];
  return [`    ${row.automatic ? text.automatic : text.manual} ${row.fix}`];
}

/** Chinese characters take two columns of a terminal. */
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));
