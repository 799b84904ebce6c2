import { expect, test } from 'vitest';
import { Undo } from './undo.ts';

test('undoes in reverse order, past a failure, and names what failed', async () => {
  const undone: string[] = [];
  const undo = new Undo();
  undo.add('network', async () => void undone.push('network'));
  undo.add('container', async () => {
    throw new Error('in use');
  });
  undo.add('cluster', async () => void undone.push('cluster'));
  expect(await undo.run(1000)).toEqual(['container: in use']);
  expect(undone).toEqual(['cluster', 'network']);
});

test('an undo that hangs is abandoned when the budget is used up', async () => {
  const undo = new Undo();
  undo.add('hanging', () => new Promise(() => undefined));
  expect(await undo.run(20)).toEqual(['not finished within 0.02 s']);
});
