interface Row {
  readonly since: string;
  readonly queues: readonly string[];
}

const FIRST = ['dataset', 'mail', 'ops_trace', 'app_deletion'];
const PLUGINS = [...FIRST, 'pipeline', 'plugin', 'workflow_storage', 'conversation'];
const TRIGGERS = [
  ...PLUGINS,
  ...['priority_dataset', 'priority_pipeline', 'workflow', 'schedule_poller', 'schedule_executor'],
  ...['triggered_workflow_dispatcher', 'trigger_refresh_executor', 'retention'],
];

/** Queues to which Dify sends tasks, by version (api/docker/entrypoint.sh, self-hosted). */
export const QUEUES: readonly Row[] = [
  { since: '1.0.0', queues: FIRST },
  { since: '1.9.1', queues: PLUGINS },
  { since: '1.11.4', queues: TRIGGERS },
  {
    since: '1.14.1',
    queues: [
      ...TRIGGERS,
      ...['api_token', 'dataset_summary', 'trigger_refresh_publisher', 'workflow_based_app_execution'],
    ],
  },
];
