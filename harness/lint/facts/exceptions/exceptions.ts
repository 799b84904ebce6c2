import type { Config } from '../../../core/config/index.ts';

export type Exception = Config['lint']['exceptions'][number];

/** The last day still counts. */
export const isExpired = ({ expires }: Exception, today: string): boolean => expires < today;

/** An exception names the rule and the object as a finding does: `Deployment dify/dify-api`. */
export const covers = (exception: Exception, rule: string, object: string): boolean =>
  exception.rule === rule && exception.object === object;
