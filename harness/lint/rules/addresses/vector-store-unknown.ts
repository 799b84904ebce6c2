import { closestTo } from '../../../lib/text/index.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isAbsent, isSeen, nameIn } from '../../facts/dify/settings.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

/** Dify api/core/rag/datasource/vdb/vector_type.py, 0.15.3 to 1.16.0. */
const KNOWN: readonly string[] = [
  ...['alibabacloud_mysql', 'analyticdb', 'baidu', 'chroma', 'clickzetta', 'couchbase', 'elasticsearch'],
  ...['elasticsearch-ja', 'hologres', 'huawei_cloud', 'iris', 'lindorm', 'matrixone', 'milvus', 'myscale'],
  ...['oceanbase', 'opengauss', 'opensearch', 'oracle', 'pgvecto-rs', 'pgvector', 'qdrant', 'relyt', 'seekdb'],
  ...['tablestore', 'tencent', 'tidb_on_qdrant', 'tidb_vector', 'upstash', 'vastbase', 'vikingdb', 'weaviate'],
];

export const vectorStoreUnknown: Rule = {
  id: 'vector-store-unknown',
  claims: ['EXT-3', 'ENV-2'],
  severity: 'mandatory',
  title: 'VECTOR_STORE names a vector store that Dify knows',
  rationale:
    'Dify reads it only when a document is indexed or a knowledge base is searched. Pods start and stay healthy, and every document ends in status "error" ("Vector store must be specified", "Vector store … is not supported").',
  remediation: 'Set VECTOR_STORE in API and worker to the name as Dify writes it, in lower case.',
  source: 'Dify api/core/rag/datasource/vdb/vector_type.py and vector_factory.py (0.15.3 to 1.16.0); it has no default',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      if (program !== 'api' && program !== 'worker') continue;
      const variable = environment.variables.get('VECTOR_STORE');
      const value = variable?.value ?? '';
      if (value ? isSymbolic(value) || KNOWN.includes(value) : !isAbsent(input, environment, 'VECTOR_STORE')) continue;
      const at = variable?.definedAt ?? absentPlace(environment, 'VECTOR_STORE');
      if (isSeen(seen, at)) continue;
      const meant = value && closestTo(value.toLowerCase(), KNOWN);
      yield findingAt(at, {
        message: value
          ? `VECTOR_STORE is "${value}", which Dify does not know`
          : `${nameIn(environment)} sets no VECTOR_STORE`,
        cause: value
          ? `Dify knows ${KNOWN.slice(0, 40).join(', ')}`
          : 'Dify has no default: no document can be indexed',
        remedy: meant
          ? `use ${meant}`
          : 'set it to the store that this deployment uses, such as weaviate, qdrant, pgvector or milvus',
      });
    }
  },
};
