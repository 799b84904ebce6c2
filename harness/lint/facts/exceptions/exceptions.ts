import type { Config } from '../../../core/config/index.ts';

export type Exception = Config['lint']['exceptions'][number];

/** The expiry date itself is still covered. */
export const isExpired = ({ expires }: Exception, today: string): boolean => expires < today;

/** An exception names rule and object the same way as a finding: `Deployment dify/dify-api`. */
export const covers = (exception: Exception, rule: string, object: string): boolean =>
  exception.rule === rule && exception.object === object;
