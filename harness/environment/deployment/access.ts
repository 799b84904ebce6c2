import { KubeConfig } from '@kubernetes/client-node';
import { HarnessError } from '../../core/errors.ts';
import { ownCommand } from '../../core/own-command.ts';

/** How to reach one cluster: a kubeconfig file and the context in it. Never the user's current context. */
export interface ClusterAccess {
  readonly kubeconfig: string;
  readonly context: string;
}

/**
 * @returns the client configuration for that context.
 * @throws HarnessError `CONTEXT_MISSING` if the file has no such context.
 */
export function kubeConfigOf({ kubeconfig, context }: ClusterAccess): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  if (!config.getContextObject(context)) {
    throw new HarnessError({
      code: 'CONTEXT_MISSING',
      message: `${kubeconfig} has no context "${context}"`,
      likely: `there is ${
        config
          .getContexts()
          .map(({ name }) => name)
          .join(', ') || 'none'
      }`,
      hint: ownCommand('up'),
    });
  }
  config.setCurrentContext(context);
  return config;
}
