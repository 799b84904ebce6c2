import { test } from '../../fixtures.ts';
import { after, expectPassed } from './declared.ts';

test('The last check comes first in its file', after('last', 'second', 'also-second'), () =>
  expectPassed('second', 'also-second'),
);
test('The second check waits for another file', after('second', 'first'), () => expectPassed('first'));
test('The other second check waits for it, too', after('also-second', 'first'), () => expectPassed('first'));
