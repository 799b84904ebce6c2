import { findingAt, isAbsent, nameIn, plainText, rolesOf } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const milvusCredentialsMissing: Rule = {
  id: 'milvus-credentials-missing',
  claims: ['EXT-3'],
  severity: 'mandatory',
  title: 'Dify has a token or a user and password for Milvus',
  rationale:
    'Without them Dify refuses to create a client ("config MILVUS_USER is required"), even if Milvus itself has authentication disabled: every upload to a knowledge base ends in "error".',
  remediation: 'Set MILVUS_USER and MILVUS_PASSWORD, or MILVUS_TOKEN; use any value if Milvus has no authentication.',
  source: 'Dify api/core/rag/datasource/vdb/milvus/milvus_vector.py: MilvusConfig.validate_config',
  needs: 'api',
  *find(input) {
    const seen = new Set<string>();
    for (const { role, environment } of rolesOf(input).backends) {
      if (role === 'beat' || plainText(environment, 'VECTOR_STORE') !== 'milvus') continue;
      if (!isAbsent(input, environment, 'MILVUS_TOKEN')) continue;
      for (const name of ['MILVUS_USER', 'MILVUS_PASSWORD']) {
        if (!isAbsent(input, environment, name)) continue;
        const variable = environment.variables.get(name);
        const at = variable?.definedAt ?? placeIn(environment.workload.entry, environment.placed.path);
        if (seen.has(`${at.object}/${at.field}/${name}`)) continue;
        seen.add(`${at.object}/${at.field}/${name}`);
        yield findingAt(at, {
          message: `${nameIn(environment)} has neither ${name} nor MILVUS_TOKEN`,
          cause: 'Milvus without authentication needs no credentials, but Dify insists on them',
          remedy: `set ${name}`,
        });
      }
    }
  },
};
