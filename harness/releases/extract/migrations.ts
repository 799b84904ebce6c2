/** Tables that hold a row per message, run, node, segment or file: what a migration does to them takes as long as they are large. */
const LARGE = [
  ...['messages', 'message_agent_thoughts', 'message_files', 'conversations', 'end_users', 'upload_files'],
  ...['workflow_runs', 'workflow_node_executions', 'workflow_app_logs', 'workflow_draft_variables'],
  ...['document_segments', 'documents', 'embeddings', 'child_chunks', 'dataset_queries', 'app_model_configs'],
];

/** What a statement does that reads or rewrites the whole table, or locks it for as long. */
const SLOW: readonly (readonly [RegExp, string])[] = [
  [/create_index\(|CREATE\s+(?:UNIQUE\s+)?INDEX/i, 'new index'],
  [/create_unique_constraint\(|create_primary_key\(/, 'new constraint'],
  [/alter_column\([^)]*(?:\btype_=|nullable=False)/, 'column rewritten'],
  [/\bUPDATE\s+\w/i, 'rows updated'],
];

export interface MigrationFacts {
  readonly revision: string;
  /** `messages: new index`, sorted. */
  readonly slow: readonly string[];
}

/** Reads one file of api/migrations/versions; undefined if it is no migration. */
export function migrationFacts(text: string): MigrationFacts | undefined {
  const revision = /^revision\s*(?::\s*str\s*)?=\s*['"](\w+)['"]/m.exec(text)?.[1];
  if (!revision) return undefined;
  const upgrade = /def upgrade\(\)[\s\S]*?(?=^def |(?![\s\S]))/m.exec(text)?.[0] ?? '';
  return { revision, slow: [...new Set(statements(upgrade).flatMap(slowIn))].sort() };
}

interface Statement {
  readonly table: string;
  readonly code: string;
}

/** Each block of `batch_alter_table`, and each statement that names its table itself. */
function statements(code: string): Statement[] {
  const blocks = code.split(/^(?=\s*with op\.batch_alter_table)/m);
  return blocks.flatMap((block) => {
    const table = /^\s*with op\.batch_alter_table\(\s*['"](\w+)/.exec(block)?.[1];
    if (!table) return ofItself(block);
    const [inside = '', after = ''] = splitAfterBlock(block);
    return [{ table, code: inside }, ...ofItself(after)];
  });
}

function splitAfterBlock(block: string): readonly [string, string] {
  const indent = /^\s*/.exec(block.replace(/^\n+/, ''))?.[0].length ?? 0;
  const lines = block.split('\n');
  const first = lines.findIndex((line) => line.includes('batch_alter_table'));
  const end = lines.findIndex(
    (line, at) => at > first && line.trim() !== '' && (/^\s*/.exec(line)?.[0].length ?? 0) <= indent,
  );
  return end < 0 ? [block, ''] : [lines.slice(0, end).join('\n'), lines.slice(end).join('\n')];
}

/** `op.create_index('name', 'table', …)`, and SQL. */
function ofItself(code: string): Statement[] {
  const named = [...code.matchAll(/op\.(?:create_index|alter_column|create_unique_constraint)\([\s\S]*?\)\s*$/gm)];
  const sql = [
    ...code.matchAll(
      /\bUPDATE\s+"?(\w+)"?[\s\S]*?(?=;|"""|'''|"\)|$)|CREATE\s+(?:UNIQUE\s+)?INDEX[\s\S]*?\bON\s+"?(\w+)/gi,
    ),
  ];
  return [
    ...named.map(([text]) => ({
      table: LARGE.find((table) => new RegExp(`['"]${table}['"]`).test(text)) ?? '',
      code: text,
    })),
    ...sql.map(([text, updated, indexed]) => ({ table: updated ?? indexed ?? '', code: text })),
  ];
}

function slowIn({ table, code }: Statement): string[] {
  if (!LARGE.includes(table)) return [];
  return SLOW.filter(([pattern]) => pattern.test(code)).map(([, what]) => `${table}: ${what}`);
}
