import type { DeployedImage } from '../../core/model/run.ts';
import type { Environment } from '../../environment/environment.ts';
import type { ResolvedImage } from '../../provision/images/index.ts';
import type { RunContext } from '../context.ts';
import { saveEnvironment } from '../folders.ts';
import { ledgerOf } from '../image-ledger.ts';
import { ownStores } from '../own-stores.ts';
import { providedLedger } from '../provided-ledger.ts';
import { defineStep } from '../step.ts';
import { subjectOf } from '../subject.ts';
import { cluster, clusterImages, environment, isolated, nodeImage, scope, standIns, toolbox } from '../tokens.ts';
import { programPaths } from './cluster.ts';
import { POD_NETWORK } from './isolation.ts';

/** From here on every command and every spec can find the environment. */
export const keepEnvironment = ({ session }: RunContext) =>
  defineStep({
    id: 'environment',
    title: 'Save the environment',
    takes: [toolbox, scope, nodeImage, clusterImages, standIns, cluster, isolated],
    gives: environment,
    timeoutMs: 10_000,
    async run({ toolbox: tools, cluster: started, standIns: { addresses, engines }, ...images }) {
      const { config, folders } = session;
      const outside = engines.find(({ name }) => name === 'outside-world');
      const kept: Environment = {
        runId: folders.runId,
        scope: images.scope.scope,
        scopeReason: images.scope.reason,
        profile: session.profile,
        createdAt: session.startedAt.toISOString(),
        config,
        configFile: session.loaded.file,
        kubeconfig: started.kubeconfig,
        context: started.context,
        clusterName: started.name,
        ownCluster: true,
        network: started.network.name,
        ingress: started.ingress,
        standInAddresses: addresses,
        ...(outside ? { outside: outside.endpoint } : {}),
        secrets: session.secrets,
        admin: session.admin,
        tools: { chromium: 'chromium', k6: 'k6', ...programPaths(tools) },
        images: Object.fromEntries([...images.clusterImages.values()].map(({ ref, id }) => [ref, id])),
        ledger: [
          ...(await ledgerOf([images.nodeImage, ...images.clusterImages.values()], config.edge.kind)),
          ...engines.map(({ ledger }) => ledger),
          ...ownStores(config, session.set, images.clusterImages),
          ...providedLedger(session.provided),
          POD_NETWORK,
        ],
        subject: await subjectOf(session, {
          cluster: `${started.name} (${config.cluster.provider}, ${started.nodes.length} node${started.nodes.length === 1 ? '' : 's'})`,
          kubernetes: started.kubernetesVersion,
          images: [...images.clusterImages.values()].map(deployedImage),
          tools: Object.fromEntries(
            [...tools.programs.values()].map((tool) => [tool.name, `${tool.version} (${tool.from})`]),
          ),
        }),
        reportDir: folders.report,
      };
      saveEnvironment(folders.environmentFile, kept);
      return kept;
    },
  });

const deployedImage = ({ ref, source, double, digest }: ResolvedImage): DeployedImage => ({
  ...{ ref, source, digest },
  ...(double ? { double } : {}),
});
