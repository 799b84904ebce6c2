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
    loopback: 'ports on loopback',
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
    loopback: '本机端口',
    cgroups: 'cgroups',
    inotify: 'inotify 上限',
    privileges: '权限',
  },
};

const TEXT = {
  en: {
    head: ['need', 'state', 'version', 'from', 'found'],
    ok: 'ok',
    missing: 'MISSING',
    warn: 'warn',
    unused: 'not used',
    automatic: 'run mends it, or:',
    manual: 'type:',
    ready: 'This machine can carry a run.',
    notReady: 'This machine can not carry a run yet.',
  },
  zh: {
    head: ['需求', '状态', '版本', '来源', '实测'],
    ok: '正常',
    missing: '缺失',
    warn: '注意',
    unused: '不使用',
    automatic: 'run 会自动处理，或执行：',
    manual: '请执行：',
    ready: '这台机器可以运行。',
    notReady: '这台机器目前还不能运行。',
  },
} as const;

/** @returns the report as plain text columns, each missing need followed by the command that mends it. */
export function renderDoctor(report: DoctorReport, language: Language = 'en'): string {
  const text = TEXT[language];
  const table = report.rows.map((row) => cells(row, language));
  const widths = text.head.map((title, column) =>
    Math.max(stringWidth(title), ...table.map((line) => stringWidth(line[column] ?? ''))),
  );
  const line = (values: readonly string[]): string =>
    values.map((value, column) => pad(value, column === values.length - 1 ? 0 : (widths[column] ?? 0))).join('  ');
  const body = report.rows.flatMap((row, index) => [line(table[index] ?? []), ...mendLines(row, language)]);
  return [line(text.head), ...body, '', report.ready ? text.ready : text.notReady].join('\n');
}

function cells(row: DoctorRow, language: Language): string[] {
  return [LABELS[language][row.id], TEXT[language][row.state], row.version ?? '', row.from ?? '', row.value];
}

function mendLines(row: DoctorRow, language: Language): string[] {
  if (!row.mend) return [];
  const text = TEXT[language];
  return [`    ${row.automatic ? text.automatic : text.manual} ${row.mend}`];
}

/** Chinese characters take two columns of a terminal. */
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));
