import { findingAt, pairsIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const pluginPackageSizeDiffers: Rule = {
  id: 'plugin-package-size-differs',
  claims: ['ENV-2'],
  severity: 'recommended',
  title: 'API and plugin daemon accept plugins up to the same size',
  rationale: 'The smaller limit wins: a plugin that one accepts is rejected by the other, with a generic upload error.',
  remediation: 'Set the same number of bytes in PLUGIN_MAX_PACKAGE_SIZE and MAX_PLUGIN_PACKAGE_SIZE.',
  source: 'Dify docker/docker-compose.yaml: both are set from PLUGIN_MAX_PACKAGE_SIZE',
  needs: ['plugin-daemon', 'api'],
  *find(input) {
    for (const [api, daemon] of pairsIn(input, 'api', 'plugin-daemon')) {
      const [ours, theirs] = [plainText(api, 'PLUGIN_MAX_PACKAGE_SIZE'), plainText(daemon, 'MAX_PLUGIN_PACKAGE_SIZE')];
      const variable = api?.variables.get('PLUGIN_MAX_PACKAGE_SIZE');
      if (!variable || ours === undefined || theirs === undefined || ours === theirs) continue;
      const other = daemon?.variables.get('MAX_PLUGIN_PACKAGE_SIZE');
      yield findingAt(variable.definedAt, {
        message: `the API accepts plugins up to ${ours} bytes, the plugin daemon up to ${theirs}`,
        cause: 'only one of the two was changed',
        remedy: 'use the same number in both',
        related: other ? [{ at: other.definedAt, message: 'MAX_PLUGIN_PACKAGE_SIZE of the plugin daemon' }] : [],
      });
    }
  },
};
