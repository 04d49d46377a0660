import { mayRepeat, type Api } from '../../nodes/Feishu/client/Api';
import { queryApi, settings } from './runs';

test.each<[Api['repeat'], boolean, boolean]>([
	['safe', true, true],
	['withKey', false, true],
	['onlyIfUnsent', false, false],
])('what may be repeated %s: without a key %p, with one %p', (repeat, without, withKey) => {
	const call = { path: '/', ...settings };
	const api = { ...queryApi, repeat };
	expect(mayRepeat(api, call)).toBe(without);
	expect(mayRepeat(api, { ...call, idempotencyKey: 'key' })).toBe(withKey);
});
