import { test } from '../../fixtures.ts';
import { after } from './declared.ts';

test('The first check comes last by its file name', after('first'), () => undefined);
