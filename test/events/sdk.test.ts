import { EventDispatcher, generateChallenge } from '@larksuiteoapi/node-sdk';

import { receive, type Request } from '../../nodes/Feishu/events/receive';
import { challenge, door, encrypted, key, message, plain, signed, token, v1, v2 } from './sent';

/** A request as Feishu's SDK takes it: its body as an object, with the headers in the prototype. */
const forSdk = ({ body, headers }: Request): object =>
	Object.assign(Object.create({ headers }) as object, JSON.parse(body.toString()));

const silent = () => undefined;
const logger = { error: silent, warn: silent, info: silent, debug: silent, trace: silent };

/** The return value of the SDK's handler, or the SDK's own answer where it calls none. */
async function dispatched(request: Request, encryptKey?: string): Promise<unknown> {
	const given = { encryptKey, verificationToken: token, logger };
	const dispatcher = new EventDispatcher(given).register({
		'im.message.receive_v1': (data) => data.message.message_id,
		'app.other_v1': () => 'handled',
	} as Parameters<EventDispatcher['register']>[0]);
	return (await dispatcher.invoke(forSdk(request))) as unknown;
}

const other = {
	events: new Set(['messageReceived', 'other']),
	otherTypes: new Set(['app.other_v1']),
};

const runs = (request: Request, encryptKey?: string) =>
	receive(request, door({ encryptKey, settings: other })).kind === 'run';

test.each([
	['plain', plain(v2(message())), undefined, 'om_1'],
	['encrypted and signed', signed(encrypted(v2(message()))), key, 'om_1'],
	['in the older envelope', plain(v1({ type: 'app.other_v1' })), undefined, 'handled'],
	['in it, encrypted', signed(encrypted(v1({ type: 'app.other_v1' }))), key, 'handled'],
])('what Feishu’s SDK takes starts a workflow: %s', async (_, request, encryptKey, handled) => {
	expect(await dispatched(request, encryptKey)).toBe(handled);
	expect(runs(request, encryptKey)).toBe(true);
});

test('what it refuses does not', async () => {
	const request = signed(encrypted(v2(message())), { encryptKey: 'another' });
	expect(await dispatched(request, key)).toBeUndefined();
	expect(runs(request, key)).toBe(false);
});

test('a challenge is answered as it answers it', () => {
	for (const [request, encryptKey] of [[plain(challenge)], [encrypted(challenge), key]] as const) {
		const answered = generateChallenge(forSdk(request), { encryptKey: encryptKey ?? '' });
		expect(answered).toEqual({ isChallenge: true, challenge: { challenge: 'c1' } });
		expect(receive(request, door({ encryptKey }))).toEqual({ kind: 'echo', challenge: 'c1' });
	}
});
