import { isRefusal, ok } from '../answer';
import type { GuardedRoute } from '../call';
import { pageOf } from '../paging';

/** Events come from these, the stand-in's among them. */
const addresses = ['127.0.0.1', '203.0.113.1', '203.0.113.2'];

/** Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-v1/outbound_ip/list */
export const outboundIpRoute: GuardedRoute = {
	route: 'outboundIp',
	method: 'GET',
	path: '/open-apis/event/v1/outbound_ip',
	identity: 'tenant',
	scopes: ['event:ip_list'],
	act(call) {
		const refuse = (msg: string) => ({ code: 99992402, msg });
		const page = pageOf(addresses, call, { most: 50, list: 'outbound_ip', refuse });
		if (isRefusal(page)) return page;
		const { items, ...rest } = page;
		return ok({ ip_list: items, ...rest });
	},
};
