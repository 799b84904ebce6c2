/** Label of every container, network and volume of a run; its value is the run's id. */
export const RUN_LABEL = 'dify-e2e.run';

/** Everything of the harness in the engine has a name with this prefix: cluster, network, containers. */
export const PREFIX = 'dify-e2e-';
