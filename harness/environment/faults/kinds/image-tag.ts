import { z } from 'zod';
import { CONTAINER, changeDeployment, imageOf } from '../changes/deployment.ts';
import { tagOnNodes, withTag } from '../changes/image-tag.ts';
import { part } from '../fields.ts';
import { faultKind } from '../kind.ts';
import { deploymentNameOf } from '../target.ts';

export const imageTag = faultKind({
  kind: 'image-tag',
  fields: { part, tag: z.string().describe('The tag that the image gets') },
  does: "Runs the part's image under a different tag.",
  undone: 'The Deployment gets its old image back and is rolled out; the tag is removed from the nodes.',
  takes: 'after a rollout',
  example: { kind: 'image-tag', part: 'sandbox', tag: 'latest' },
  changesTheSet: true,
  describe: ({ part: of, tag }) => `tag ${tag} of ${of}`,
  apply: async (target, fault) => {
    const name = deploymentNameOf(target, fault.part);
    const image = await imageOf(target.kube, name);
    const value = withTag(image, fault.tag);
    await using undo = new AsyncDisposableStack();
    undo.use(await tagOnNodes(target, image, value));
    undo.use(await changeDeployment(target, name, [{ op: 'replace', path: `${CONTAINER}/image`, value }]));
    return undo.move();
  },
});
