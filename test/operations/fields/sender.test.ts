import { readApp } from '../../../nodes/Feishu/client/auth/app/App';
import { appIdentity } from '../../../nodes/Feishu/client/auth/app/identity';
import { TokenCache } from '../../../nodes/Feishu/client/auth/TokenCache';
import { memoryOf } from '../../../nodes/Feishu/client/ExecutionMemory';
import { FeishuClient } from '../../../nodes/Feishu/client/FeishuClient';
import { RateLimiters } from '../../../nodes/Feishu/client/limits/RateLimiters';
import { isFrom } from '../../../nodes/Feishu/operations/fields/sender';
import { scriptedHttp, hangs } from '../../client/scriptedHttp';
import { VirtualClock } from '../../client/virtualClock';

/** A connection with this credential. */
function connected(credential: object): FeishuClient {
	const clock = new VirtualClock();
	const { http } = scriptedHttp(clock, () => hangs);
	const app = readApp({ region: 'feishu', appId: 'cli_1', appSecret: 's', ...credential });
	if (!app.ok) throw new Error(app.failure.cause);
	const identity = appIdentity(app.value, new TokenCache(clock), http, clock);
	const limiters = new RateLimiters(clock);
	return new FeishuClient({
		identity,
		http,
		clock,
		limiters,
		memory: memoryOf(undefined, ''),
		node: '',
	});
}

const bot = { id: 'cli_1', id_type: 'app_id', sender_type: 'app' };
const store = { appType: 'store', appTicket: 't', tenantKey: 'one' };

test.each([
	['a store app', store, { ...bot, tenant_key: 'one' }, true],
	['a store app in another tenant', store, { ...bot, tenant_key: 'two' }, false],
	['a store app, where Feishu tells no tenant', store, bot, true],
	['a store app, where Feishu tells an empty one', store, { ...bot, tenant_key: '' }, true],
	['another app in the tenant', store, { ...bot, id: 'cli_2', tenant_key: 'one' }, false],
	['a custom app, which knows no tenant', {}, { ...bot, tenant_key: 'two' }, true],
	[
		'a custom app with a tenant left over',
		{ tenantKey: 'one' },
		{ ...bot, tenant_key: 'two' },
		true,
	],
	[
		'a person',
		store,
		{ id: 'ou_1', id_type: 'open_id', sender_type: 'user', tenant_key: 'one' },
		false,
	],
])('%s (%#)', (_, credential, sender, expected) => {
	expect(isFrom('thisApp', sender, connected(credential))).toBe(expected);
	expect(isFrom('anyone', sender, connected(credential))).toBe(true);
	expect(isFrom('people', sender, connected(credential))).toBe(sender.sender_type === 'user');
});
